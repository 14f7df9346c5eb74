package org.normaudit.verification.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary64 number nearest to a decimal, ties to even.
 *
 * <p>{@link BigDecimal#doubleValue()} gives the same number by way of a string of digits, which
 * takes longer than all the arithmetic that led to the decimal. Here n·10^−s = n/5^s · 2^−s is
 * divided once: a quotient of 62 or 63 bits, its last bit set where a remainder is left, rounds as
 * the exact quotient does.
 */
final class NearestDouble {
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final int QUOTIENT_BITS = 62;

  /** 5^i once it has been asked for; a lost race computes the same immutable number twice. */
  private static final BigInteger[] POWERS = new BigInteger[1024];

  private NearestDouble() {}

  static double of(BigDecimal a) {
    BigInteger n = a.unscaledValue();
    int scale = a.scale();
    if (n.signum() == 0) {
      return 0;
    }
    if (scale <= 0 || scale >= POWERS.length) {
      return a.doubleValue();
    }
    BigInteger divisor = powerOfFive(scale);
    int shift = QUOTIENT_BITS - (n.bitLength() - divisor.bitLength());
    int exponent = -(shift + scale);
    // The quotient lies between 2^61 and 2^63. Where the result may be subnormal or too large,
    // scaling
    // it would round once more.
    if (exponent + QUOTIENT_BITS - 1 <= Double.MIN_EXPONENT
        || exponent + QUOTIENT_BITS + 1 > Double.MAX_EXPONENT) {
      return a.doubleValue();
    }
    BigInteger dividend = n.abs();
    BigInteger[] parts =
        shift >= 0
            ? dividend.shiftLeft(shift).divideAndRemainder(divisor)
            : dividend.divideAndRemainder(divisor.shiftLeft(-shift));
    long quotient = parts[0].longValue();
    if (parts[1].signum() != 0) {
      quotient |= 1;
    }
    double magnitude = Math.scalb((double) quotient, exponent);
    return n.signum() < 0 ? -magnitude : magnitude;
  }

  private static BigInteger powerOfFive(int exponent) {
    BigInteger power = POWERS[exponent];
    if (power == null) {
      power = FIVE.pow(exponent);
      POWERS[exponent] = power;
    }
    return power;
  }
}
