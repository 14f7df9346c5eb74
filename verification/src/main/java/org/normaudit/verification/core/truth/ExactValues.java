package org.normaudit.verification.core.truth;

import org.normaudit.reference.Dtype;

/**
 * The exact values of one result, one an element or a channel. Each is held as the unevaluated sum
 * {@code nearest + rest}, and lies within {@code radius} of it; {@code nearest} is NaN where the
 * definition has no value.
 *
 * @param radius null where the sums are exact to twice the precision of binary64
 */
public record ExactValues(double[] nearest, double[] rest, double[] radius) {

  /** The binary64 number nearest to value {@code i}; NaN where there is none. */
  public double nearest(int i) {
    return nearest[i];
  }

  /** What is left of value {@code i} beyond {@link #nearest(int)}. */
  public double rest(int i) {
    return rest[i];
  }

  /** How far value {@code i}, as it is held, may lie from the exact one. */
  public double radius(int i) {
    return radius == null ? 0 : radius[i];
  }

  /** |observed − value i|; NaN where there is no value or {@code observed} is NaN. */
  public double error(int i, double observed) {
    return Math.abs((observed - nearest[i]) - rest[i]);
  }

  /**
   * How far {@code observed} misses what a value of {@code dtype} can be: the error, but 0 for what
   * the format makes of an overflow (an infinity in most) where the exact value, or a number within
   * {@code allowed} of it, overflows, and infinite for anything else beyond the largest number.
   */
  public double miss(int i, double observed, double allowed, Dtype dtype) {
    double exact = nearest[i];
    double threshold = dtype.overflowThreshold();
    if ((exact + allowed >= threshold && isSame(observed, dtype.overflowed(1)))
        || (exact - allowed <= -threshold && isSame(observed, dtype.overflowed(-1)))) {
      return 0;
    }
    return Double.isInfinite(observed) || Math.abs(exact) - allowed >= threshold
        ? Double.POSITIVE_INFINITY
        : error(i, observed);
  }

  // NaN is the same as NaN.
  private static boolean isSame(double a, double b) {
    return Double.compare(a, b) == 0;
  }
}
