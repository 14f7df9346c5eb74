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
    int exponent = max == 0 ? 0 : Math.getExponent(max);
    // Exact as a factor but where it would be subnormal, or infinite.
    boolean plain = Math.abs(exponent) < Double.MAX_EXPONENT;
    double factor = plain ? Math.scalb(1.0, -exponent) : 1;
    double[] scaled = new double[m];
    double abs = 0;
    for (int k = 0; k < m; k++) {
      scaled[k] = plain ? x[k] * factor : Math.scalb(x[k], -exponent);
      abs += Math.abs(scaled[k]);
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
