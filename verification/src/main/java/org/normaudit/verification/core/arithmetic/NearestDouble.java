package org.normaudit.verification.core.arithmetic;

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
  private static final int QUOTIENT_BITS = 62;

  /** Places beyond which a decimal is as small as no binary64 number that is not subnormal. */
  private static final int MANY_PLACES = 1024;

  private NearestDouble() {}

  static double of(BigDecimal a) {
    BigInteger n = a.unscaledValue();
    int scale = a.scale();
    if (n.signum() == 0) {
      return 0;
    }
    if (scale <= 0 || scale >= MANY_PLACES) {
      return a.doubleValue();
    }
    BigInteger divisor = Powers.OF_FIVE.power(scale);
    int shift = QUOTIENT_BITS - (n.bitLength() - divisor.bitLength());
    int exponent = -(shift + scale);
    // The quotient lies between 2^61 and 2^63. Where the result may be subnormal or too large,
    // scaling it would round once more.
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
}
