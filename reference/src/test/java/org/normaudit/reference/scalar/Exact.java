package org.normaudit.reference.scalar;

import java.math.BigDecimal;
import java.math.MathContext;

/** Sums and moments of binary64 numbers, exact but for one division to 60 digits. */
final class Exact {
  private static final MathContext DIGITS = new MathContext(60);

  private Exact() {}

  static BigDecimal sum(double[] v) {
    BigDecimal total = BigDecimal.ZERO;
    for (double e : v) {
      total = total.add(new BigDecimal(e));
    }
    return total;
  }

  static BigDecimal mean(double[] v) {
    return sum(v).divide(BigDecimal.valueOf(v.length), DIGITS);
  }

  /** Σ(v − mean)². */
  static BigDecimal squares(double[] v) {
    BigDecimal mean = mean(v);
    BigDecimal total = BigDecimal.ZERO;
    for (double e : v) {
      BigDecimal deviation = new BigDecimal(e).subtract(mean);
      total = total.add(deviation.multiply(deviation));
    }
    return total;
  }

  /** |observed − truth|. */
  static double error(double observed, BigDecimal truth) {
    return new BigDecimal(observed).subtract(truth).abs().doubleValue();
  }
}
