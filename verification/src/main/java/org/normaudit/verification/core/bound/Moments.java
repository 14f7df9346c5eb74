package org.normaudit.verification.core.bound;

import org.apache.commons.numbers.core.DD;
import org.normaudit.verification.core.arithmetic.Sums;

/**
 * What the bounds need of one channel's data: mean and variance to double-double accuracy, and the
 * magnitudes that rounding errors are proportional to.
 *
 * @param count m
 * @param mean μ
 * @param meanLow what is left of μ beyond {@code mean}
 * @param variance V, biased
 * @param meanAbs ū|x|
 * @param maxAbs max|x|
 */
record Moments(
    int count, double mean, double meanLow, double variance, double meanAbs, double maxAbs) {

  static Moments of(double[] x) {
    return of(x, true);
  }

  /** About zero: μ = 0 and V = ū(x²), for layers that subtract no mean. */
  static Moments aboutZero(double[] x) {
    return of(x, false);
  }

  private static Moments of(double[] x, boolean centered) {
    int m = x.length;
    double max = 0;
    for (double v : x) {
      max = Math.abs(v) > max ? Math.abs(v) : max;
    }
    // Scaled by a power of two so that neither sums nor squares overflow or vanish.
    int exponent = max == 0 || isOrdinary(max) ? 0 : Math.getExponent(max);
    double[] scaled = exponent == 0 ? x : scaled(x, -exponent);
    double abs = 0;
    for (double v : scaled) {
      abs += Math.abs(v);
    }
    DD mean = centered ? Sums.of(scaled).divide(DD.of(m)) : DD.ZERO;
    double variance = Sums.ofSquares(scaled, mean).doubleValue() / m;
    return new Moments(
        m,
        Math.scalb(mean.hi(), exponent),
        Math.scalb(mean.lo(), exponent),
        Math.scalb(variance, 2 * exponent),
        Math.scalb(abs / m, exponent),
        max);
  }

  // The squares, and the errors of their sum, keep clear of both ends of the range.
  private static boolean isOrdinary(double max) {
    return Math.abs(Math.getExponent(max)) < Double.MAX_EXPONENT / 4;
  }

  private static double[] scaled(double[] x, int exponent) {
    double[] scaled = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      scaled[k] = Math.scalb(x[k], exponent);
    }
    return scaled;
  }

  /** x − μ. */
  double centered(double x) {
    return (x - mean) - meanLow;
  }

  /** κ = √(1 + μ²/V); infinite for a constant channel that is not 0. */
  double kappa() {
    if (mean == 0) {
      return 1;
    }
    return Math.hypot(1, Math.abs(mean) / Math.sqrt(variance));
  }
}
