package org.normaudit.reference;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The choices that implementations of one layer make differently, a point in a lattice: one choice
 * for each of the {@link Coordinates}. A value: {@link #with} returns a new one.
 */
public final class Convention {
  /** The usual choice in every coordinate: the convention of most papers. */
  public static final Convention USUAL =
      new Convention(Coordinates.all().stream().map(Coordinate::usual).toArray(Enum<?>[]::new));

  // One for each coordinate, at its index; never modified.
  private final Enum<?>[] choices;
  private final int hash;

  /** Where ε enters the spread σ made of a variance V. */
  public enum Epsilon {
    /** σ = √(V + ε). */
    INSIDE,
    /** σ = √V + ε. */
    OUTSIDE,
    /** σ = √(V + ε) + ε. */
    BOTH,
    /** σ = √max(V, ε). */
    FLOOR
  }

  /** Which statistic the running spread is. */
  public enum RunningStatistic {
    /** The variance, without ε. */
    VARIANCE("variance"),
    /** The standard deviation that normalizes, with ε. */
    DEVIATION("standard deviation"),
    /** One over the standard deviation that normalizes, with ε. */
    INVERSE("inverse standard deviation");

    private final String label;

    RunningStatistic(String label) {
      this.label = label;
    }

    /** The name in messages. */
    public String label() {
      return label;
    }
  }

  /** Which running statistics r and d see. */
  public enum Order {
    /** Those from before this step's update. */
    BEFORE_UPDATE,
    /** Those that this step's update makes. */
    AFTER_UPDATE
  }

  /** What r is clipped to from below. */
  public enum LowerClip {
    /** 1/r_max. */
    RECIPROCAL,
    /** A bound of its own, r_min. */
    SEPARATE
  }

  /** What r and d divide by. */
  public enum Denominator {
    /** The standard deviation that the running spread stands for. */
    RUNNING,
    /** The larger of that and √ε. */
    FLOORED
  }

  /** What inference divides by. */
  public enum Inference {
    /** The standard deviation that the running spread stands for; a kept variance has ε added. */
    PLAIN,
    /** √(s² + ε) with s the kept standard deviation, which has ε inside already. */
    FURTHER_EPSILON
  }

  /** How r and d enter the output of batch renormalization. */
  public enum RenormPlacement {
    /** x̂ = (x − μ)/σ · r + d. */
    NONE,
    /** x̂ = (x − (μ − d√V/r)) / √(V/r² + ε): ε is added a second time. */
    MOMENTS
  }

  /** Whether γ is learned. */
  public enum Scale {
    /** γ is a parameter. */
    LEARNED,
    /** γ is read as 1 whatever is given, and has no gradient. */
    FIXED
  }

  /** How the parameter of a step that is called gamma stands for γ. */
  public enum GammaForm {
    /** It is γ: y = γ·x̂ + β. */
    WEIGHT,
    /** It is w, and γ = 1 + w: y = (1 + w)·x̂ + β. The gradient of w is that of γ. */
    ONE_PLUS
  }

  private Convention(Enum<?>[] choices) {
    this.choices = choices;
    int sum = 0;
    for (Enum<?> choice : choices) {
      sum = 31 * sum + choice.ordinal();
    }
    this.hash = sum;
  }

  /** The convention of the papers; batch renormalization averages σ, batch normalization σ². */
  public static Convention paper(LayerKind layer) {
    return layer == LayerKind.BATCH_RENORM
        ? USUAL.with(Coordinates.KEPT, RunningStatistic.DEVIATION)
        : USUAL;
  }

  /** What is chosen in a coordinate. */
  public <E extends Enum<E>> E get(Coordinate<E> coordinate) {
    return coordinate.cast(choices[coordinate.index()]);
  }

  /** This convention with another choice in one coordinate. */
  public <E extends Enum<E>> Convention with(Coordinate<E> coordinate, E choice) {
    if (coordinate.cast(choice) == choices[coordinate.index()]) {
      return this;
    }
    Enum<?>[] others = choices.clone();
    others[coordinate.index()] = choice;
    return new Convention(others);
  }

  /** Whether {@code other} is a convention that chooses alike in every coordinate. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Convention convention
        && hash == convention.hash
        && Arrays.equals(choices, convention.choices);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The choices that are not the usual ones, by the coordinates' labels. */
  @Override
  public String toString() {
    return Coordinates.all().stream()
        .filter(coordinate -> get(coordinate) != coordinate.usual())
        .map(coordinate -> coordinate.label() + "=" + get(coordinate))
        .collect(Collectors.joining(", ", "Convention[", "]"));
  }
}
