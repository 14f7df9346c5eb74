package org.normaudit.verification.core.bound;

import org.apache.commons.numbers.core.DD;

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
    int m = x.length;
    DD sum = DD.ZERO;
    double abs = 0;
    double max = 0;
    // Scaled by a power of two so that neither sums nor squares overflow or vanish.
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }
    int exponent = max == 0 ? 0 : Math.getExponent(max);
    // Exact as a factor but where it would be subnormal, or infinite.
    boolean plain = Math.abs(exponent) < Double.MAX_EXPONENT;
    double factor = plain ? Math.scalb(1.0, -exponent) : 1;
    double[] scaled = new double[m];
    for (int k = 0; k < m; k++) {
      scaled[k] = plain ? x[k] * factor : Math.scalb(x[k], -exponent);
    }
    for (double v : scaled) {
      sum = sum.add(v);
      abs += Math.abs(v);
    }
    DD mean = sum.divide(DD.of(m));
    DD squares = DD.ZERO;
    for (double v : scaled) {
      DD d = DD.of(v).subtract(mean);
      squares = squares.add(d.square());
    }
    double variance = squares.doubleValue() / m;
    return new Moments(
        m,
        Math.scalb(mean.hi(), exponent),
        Math.scalb(mean.lo(), exponent),
        Math.scalb(variance, 2 * exponent),
        Math.scalb(abs / m, exponent),
        max);
  }

  /** About zero: μ = 0 and V = ū(x²), for layers that subtract no mean. */
  static Moments aboutZero(double[] x) {
    double[] both = new double[2 * x.length];
    for (int k = 0; k < x.length; k++) {
      both[2 * k] = x[k];
      both[2 * k + 1] = -x[k];
    }
    // x and −x have the mean 0 exactly, and the mean square of x.
    Moments doubled = of(both);
    return new Moments(x.length, 0, 0, doubled.variance, doubled.meanAbs, doubled.maxAbs);
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
