package org.normaudit.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.GammaForm;
import org.normaudit.reference.Convention.Inference;
import org.normaudit.reference.Convention.LowerClip;
import org.normaudit.reference.Convention.Order;
import org.normaudit.reference.Convention.RenormPlacement;
import org.normaudit.reference.Convention.RunningStatistic;
import org.normaudit.reference.Convention.Scale;
import org.normaudit.reference.Coordinate.Choice;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** The coordinates of a {@link Convention}, each with its choices, the usual one first. */
public final class Coordinates {
  // In the order of the constants below, which add themselves.
  private static final List<Coordinate<?>> TABLE = new ArrayList<>();

  /** Where ε enters σ. */
  public static final Coordinate<Epsilon> EPSILON =
      add(
          "epsilon",
          choice(Epsilon.INSIDE, "ε inside the root, √(V + ε)"),
          choice(Epsilon.OUTSIDE, "ε outside the root, √V + ε"),
          choice(Epsilon.BOTH, "ε inside and outside the root, √(V + ε) + ε"),
          choice(Epsilon.FLOOR, "ε a floor, √max(V, ε)"));

  /** Which variance normalizes. */
  public static final Coordinate<Correction> NORMALIZING =
      add(
          "normalizing variance",
          choice(Correction.BIASED, "normalizes with the biased variance"),
          choice(Correction.BESSEL, "normalizes with Bessel's variance"));

  /** Which statistic the running spread is. */
  public static final Coordinate<RunningStatistic> KEPT =
      add(
          "running spread",
          choice(RunningStatistic.VARIANCE, "running spread: the variance"),
          choice(RunningStatistic.DEVIATION, "running spread: the standard deviation, ε in it"),
          choice(
              RunningStatistic.INVERSE,
              "running spread: one over the standard deviation, ε in it"));

  /** Which variance the running spread is made of. */
  public static final Coordinate<Correction> CORRECTION =
      add(
          "running variance",
          choice(Correction.BIASED, "running variance: biased"),
          choice(Correction.BESSEL, "running variance: Bessel"));

  /** What the number called momentum means; {@link Sense#FROZEN} is no reading of a momentum. */
  public static final Coordinate<Sense> SENSE =
      add(
          "momentum",
          choice(Sense.UPDATE_WEIGHT, "momentum: new = (1−m)·old + m·batch"),
          choice(Sense.DECAY, "momentum: new = m·old + (1−m)·batch"),
          choice(Sense.CUMULATIVE, "momentum: not read, new = the mean of all batches"),
          choice(Sense.DEBIASED, "momentum: new = m·old + (1−m)·batch from 0, over 1−mᵏ"));

  /** Whether r and d see the running statistics before or after the step's update. */
  public static final Coordinate<Order> ORDER =
      add(
          "order of r, d and the update",
          choice(Order.BEFORE_UPDATE, "r and d from before the update"),
          choice(Order.AFTER_UPDATE, "r and d from after the update"));

  /** What r is clipped to from below. */
  public static final Coordinate<LowerClip> LOWER_CLIP =
      add(
          "lower bound of r",
          choice(LowerClip.RECIPROCAL, "r at least 1/r_max"),
          choice(LowerClip.SEPARATE, "r at least r_min"));

  /** What r and d divide by. */
  public static final Coordinate<Denominator> DENOMINATOR =
      add(
          "divisor of r and d",
          choice(Denominator.RUNNING, "r and d over the running σ"),
          choice(Denominator.FLOORED, "r and d over the larger of the running σ and √ε"));

  /** What inference divides by. */
  public static final Coordinate<Inference> INFERENCE =
      add(
          "divisor at inference",
          choice(Inference.PLAIN, "inference over the running σ"),
          choice(Inference.FURTHER_EPSILON, "inference over √(running σ² + ε)"));

  /** How r and d enter the output. */
  public static final Coordinate<RenormPlacement> FOLD =
      add(
          "place of r and d",
          choice(RenormPlacement.NONE, "r and d applied to x̂"),
          choice(RenormPlacement.MOMENTS, "r and d folded into mean and variance, ε added again"));

  /** Whether γ is learned. */
  public static final Coordinate<Scale> SCALE =
      add("gamma", choice(Scale.LEARNED, "γ learned"), choice(Scale.FIXED, "γ fixed to 1"));

  /** How γ is stored. */
  public static final Coordinate<GammaForm> GAMMA_FORM =
      add(
          "gamma form",
          choice(GammaForm.WEIGHT, "γ stored as itself"),
          choice(GammaForm.ONE_PLUS, "γ stored as w, γ = 1 + w"));

  private Coordinates() {}

  /** All of them, in the order in which they are written and searched. */
  public static List<Coordinate<?>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  @SafeVarargs
  private static <E extends Enum<E>> Coordinate<E> add(String label, Choice<E>... choices) {
    Coordinate<E> coordinate = new Coordinate<>(TABLE.size(), label, List.of(choices));
    TABLE.add(coordinate);
    return coordinate;
  }

  private static <E extends Enum<E>> Choice<E> choice(E value, String text) {
    return new Choice<>(value, text);
  }
}
