package org.normaudit.reference.layer;

import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * How a {@link Convention} makes the standard deviation σ out of a variance V.
 *
 * @param <T> the numbers
 */
public final class Spread<T> {
  private final Algebra<T> v;
  private final Arithmetic<T> a;
  private final Convention convention;
  private final T epsilon;

  /** Under a convention, for an ε of the algebra. */
  public Spread(Algebra<T> v, Convention convention, T epsilon) {
    this.v = v;
    this.a = v.a;
    this.convention = convention;
    this.epsilon = epsilon;
  }

  /** σ(V). */
  public T of(T variance) {
    return ofRoot(root(variance));
  }

  /** The root in σ(V). */
  public T root(T variance) {
    return switch (convention.get(Coordinates.EPSILON)) {
      case INSIDE, BOTH -> a.sqrt(a.add(variance, epsilon));
      case OUTSIDE -> a.sqrt(variance);
      case FLOOR -> a.sqrt(v.larger(variance, epsilon));
    };
  }

  /** σ(V) from its root. */
  public T ofRoot(T root) {
    return switch (convention.get(Coordinates.EPSILON)) {
      case INSIDE, FLOOR -> root;
      case OUTSIDE, BOTH -> a.add(root, epsilon);
    };
  }

  /**
   * 2·dσ/dV from the root in σ(V): one over the root, or 0 where the floor or a variance of 0 stops
   * the slope.
   */
  public T slope(T variance, T root) {
    boolean floored = convention.get(Coordinates.EPSILON) == Convention.Epsilon.FLOOR;
    return v.slope(root, floored ? a.subtract(variance, epsilon) : null);
  }

  /** The derivative of a {@link #slope}: −1/2 times its cube. */
  public T bend(T slope) {
    T cube = a.multiply(slope, a.multiply(slope, slope));
    return a.divide(cube, a.constant(-2));
  }

  /** V·m/(m−1) under Bessel's correction, else V. */
  public T corrected(T variance, int count, Correction correction) {
    if (correction == Correction.BIASED) {
      return variance;
    }
    correction.requireCount(count);
    return a.divide(a.multiply(variance, a.constant(count)), a.constant(count - 1.0));
  }

  /** The variance that the running spread follows: any, where it is frozen. */
  public T keptVariance(T variance, BlockStep<T> s) {
    return s.rule().sense() == UpdateRule.Sense.FROZEN
        ? variance
        : corrected(variance, s.size(), s.rule().correction());
  }

  /** The statistic that the running spread averages, from a variance corrected for keeping. */
  public T kept(T variance) {
    return switch (convention.get(Coordinates.KEPT)) {
      case VARIANCE -> variance;
      case DEVIATION -> of(variance);
      case INVERSE -> a.divide(a.constant(1), of(variance));
    };
  }

  /** The standard deviation that a running spread stands for. */
  public T deviation(T spread) {
    return switch (convention.get(Coordinates.KEPT)) {
      case VARIANCE -> of(spread);
      case DEVIATION -> spread;
      case INVERSE -> a.divide(a.constant(1), spread);
    };
  }

  /** What r and d divide by. */
  public T denominator(T spread) {
    T sigma = deviation(spread);
    if (convention.get(Coordinates.DENOMINATOR) == Convention.Denominator.RUNNING) {
      return sigma;
    }
    return v.larger(sigma, a.sqrt(epsilon));
  }

  /** What inference divides by. */
  public T inference(T spread) {
    T sigma = deviation(spread);
    return convention.get(Coordinates.INFERENCE) == Convention.Inference.PLAIN
        ? sigma
        : a.sqrt(a.add(a.multiply(sigma, sigma), epsilon));
  }
}
