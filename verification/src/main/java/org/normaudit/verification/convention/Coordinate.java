package org.normaudit.verification.convention;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** One choice of a {@link Convention}, with the words for each way it can be made. */
public enum Coordinate {
  /** Where ε enters σ. */
  EPSILON(
      "epsilon",
      Convention::epsilon,
      Convention.Epsilon.values(),
      Convention::with,
      "ε inside the root, √(V + ε)",
      "ε outside the root, √V + ε",
      "ε inside and outside the root, √(V + ε) + ε",
      "ε a floor, √max(V, ε)"),
  /** Which variance normalizes. */
  NORMALIZING(
      "normalizing variance",
      Convention::normalizing,
      Correction.values(),
      Convention::withNormalizing,
      "normalizes with the biased variance",
      "normalizes with Bessel's variance"),
  /** Which statistic the running spread is. */
  KEPT(
      "running spread",
      Convention::kept,
      Convention.Kept.values(),
      Convention::with,
      "running spread: the variance",
      "running spread: the standard deviation, ε in it",
      "running spread: one over the standard deviation, ε in it"),
  /** Which variance the running spread is made of. */
  CORRECTION(
      "running variance",
      Convention::correction,
      Correction.values(),
      Convention::withCorrection,
      "running variance: biased",
      "running variance: Bessel"),
  /** What momentum means; FROZEN is no reading of a momentum. */
  SENSE(
      "momentum",
      Convention::sense,
      new Sense[] {Sense.TAKE, Sense.KEEP, Sense.CUMULATIVE, Sense.DEBIASED},
      Convention::with,
      "momentum: new = (1−m)·old + m·batch",
      "momentum: new = m·old + (1−m)·batch",
      "momentum: not read, new = the mean of all batches",
      "momentum: new = m·old + (1−m)·batch from 0, over 1−mᵏ"),
  /** Which running statistics r and d see. */
  ORDER(
      "order of r, d and the update",
      Convention::order,
      Convention.Order.values(),
      Convention::with,
      "r and d from before the update",
      "r and d from after the update"),
  /** What r is clipped to from below. */
  LOWER_CLIP(
      "lower bound of r",
      Convention::lowerClip,
      Convention.LowerClip.values(),
      Convention::with,
      "r at least 1/r_max",
      "r at least r_min"),
  /** What r and d divide by. */
  DENOMINATOR(
      "divisor of r and d",
      Convention::denominator,
      Convention.Denominator.values(),
      Convention::with,
      "r and d over the running σ",
      "r and d over the larger of the running σ and √ε"),
  /** What inference divides by. */
  INFERENCE(
      "divisor at inference",
      Convention::inference,
      Convention.Inference.values(),
      Convention::with,
      "inference over the running σ",
      "inference over √(running σ² + ε)"),
  /** How r and d enter the output. */
  FOLD(
      "place of r and d",
      Convention::fold,
      Convention.Fold.values(),
      Convention::with,
      "r and d applied to x̂",
      "r and d folded into mean and variance, ε added again"),
  /** Whether γ is learned. */
  SCALE(
      "gamma",
      Convention::scale,
      Convention.Scale.values(),
      Convention::with,
      "γ learned",
      "γ fixed to 1");

  private static final Set<Coordinate> OF_RENORM = EnumSet.of(ORDER, LOWER_CLIP, DENOMINATOR, FOLD);

  private final String label;
  private final Function<Convention, ? extends Enum<?>> get;
  private final List<Function<Convention, Convention>> choices = new ArrayList<>();
  private final List<Enum<?>> values = new ArrayList<>();
  private final List<String> texts;

  <E extends Enum<E>> Coordinate(
      String label,
      Function<Convention, E> get,
      E[] values,
      BiFunction<Convention, E, Convention> with,
      String... texts) {
    this.label = label;
    this.get = get;
    this.texts = List.of(texts);
    for (E value : values) {
      this.values.add(value);
      choices.add(convention -> with.apply(convention, value));
    }
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** The choice that {@code convention} makes, in words. */
  public String text(Convention convention) {
    int index = values.indexOf(get.apply(convention));
    // A convention that reads no momentum at all is no point of the lattice, but it can be written.
    return index < 0 ? label + ": none" : texts.get(index);
  }

  /** Whether both conventions choose alike. */
  public boolean same(Convention a, Convention b) {
    return get.apply(a) == get.apply(b);
  }

  /** {@code convention} with every choice of this coordinate, its own included. */
  public List<Convention> alternatives(Convention convention) {
    return choices.stream().map(choice -> choice.apply(convention)).toList();
  }

  /** {@code convention} with the choice of {@code other}. */
  public Convention take(Convention convention, Convention other) {
    int index = values.indexOf(get.apply(other));
    return index < 0 ? convention : choices.get(index).apply(convention);
  }

  /** The coordinates that make a difference to a layer. */
  public static Set<Coordinate> of(LayerKind layer) {
    if (!layer.isCentered()) {
      return EnumSet.of(EPSILON, SCALE);
    }
    if (!layer.isStateful()) {
      return EnumSet.of(EPSILON, NORMALIZING, SCALE);
    }
    Set<Coordinate> all = EnumSet.allOf(Coordinate.class);
    if (layer != LayerKind.BATCH_RENORM) {
      all.removeAll(OF_RENORM);
    }
    return all;
  }
}
