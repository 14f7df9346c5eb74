package org.normaudit.verification.lab.variants;

import org.normaudit.reference.Dtype;

/**
 * The arithmetic of a machine whose registers have one format: every operation is rounded to it, to
 * nearest.
 *
 * <p>Operations are done in binary64 and rounded again. That is what a machine of the narrower
 * format does, since binary64 has more than twice its digits and two (S. A. Figueroa, "When is
 * double rounding innocuous?", SIGNUM Newsletter 30 (1995), doi:10.1145/221332.221334); a fused
 * multiply-add needs rounding to odd in between (S. Boldo, G. Melquiond, "Emulation of a FMA and
 * correctly rounded sums", IEEE Trans. Computers 57 (2008), doi:10.1109/TC.2007.70819).
 *
 * @param format of every result
 * @param fused whether a·b + c is rounded once
 */
public record Machine(Dtype format, boolean fused) {

  /** The number of the format nearest to {@code value}. */
  public double round(double value) {
    return format.round(value);
  }

  /** a + b. */
  public double add(double a, double b) {
    return format.round(a + b);
  }

  /** a − b. */
  public double subtract(double a, double b) {
    return format.round(a - b);
  }

  /** a · b. */
  public double multiply(double a, double b) {
    return format.round(a * b);
  }

  /** a / b. */
  public double divide(double a, double b) {
    return format.round(a / b);
  }

  /** √a. */
  public double sqrt(double a) {
    return format.round(Math.sqrt(a));
  }

  /** a·b + c: one rounding where fused, else two. */
  public double multiplyAdd(double a, double b, double c) {
    if (!fused) {
      return add(multiply(a, b), c);
    }
    return format == Dtype.FLOAT64 ? Math.fma(a, b, c) : format.round(sumToOdd(a * b, c));
  }

  // The product of two numbers of at most 26 digits is exact in binary64.
  private static double sumToOdd(double a, double b) {
    double sum = a + b;
    double bShare = sum - a;
    double error = (a - (sum - bShare)) + (b - bShare);
    if (error == 0 || Double.isNaN(error) || (Double.doubleToRawLongBits(sum) & 1) == 1) {
      return sum;
    }
    return error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
  }
}
