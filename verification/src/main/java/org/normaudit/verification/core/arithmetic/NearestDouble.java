package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary64 number nearest to a decimal, ties to even, and the one nearest to what is left.
 *
 * <p>{@link BigDecimal#doubleValue()} gives the same number by way of a string of digits, which
 * takes longer than all the arithmetic that led to the decimal. Here n·10^−s = n/5^s · 2^−s is
 * divided once: a quotient of 61 or 62 bits, its last bit set where a remainder is left, rounds as
 * the exact quotient does, and what it misses is known from the remainder.
 */
final class NearestDouble {
  private static final int QUOTIENT_BITS = 61;

  /** Places beyond which a decimal is as small as no binary64 number that is not subnormal. */
  private static final int MANY_PLACES = 1024;

  /** Bits of a divisor that is certainly finite in binary64. */
  private static final int MANY_BITS = 1000;

  private NearestDouble() {}

  static double of(BigDecimal a) {
    return split(a).nearest();
  }

  /** The nearest number, and what is left; that is coarser where it is subnormal. */
  static SplitDecimal split(BigDecimal a) {
    BigInteger n = a.unscaledValue();
    int scale = a.scale();
    if (n.signum() == 0) {
      return new SplitDecimal(0, 0);
    }
    if (scale <= 0 || scale >= MANY_PLACES) {
      return splitByDigits(a);
    }
    BigInteger divisor = Powers.OF_FIVE.power(scale);
    int shift = QUOTIENT_BITS - (n.bitLength() - divisor.bitLength());
    int exponent = -(shift + scale);
    // The quotient lies between 2^60 and 2^62. Where the result may be subnormal or too large,
    // scaling it would round once more.
    if (exponent + QUOTIENT_BITS - 1 <= Double.MIN_EXPONENT
        || exponent + QUOTIENT_BITS + 1 > Double.MAX_EXPONENT) {
      return splitByDigits(a);
    }
    BigInteger dividend = n.abs();
    if (shift >= 0) {
      dividend = dividend.shiftLeft(shift);
    } else {
      divisor = divisor.shiftLeft(-shift);
    }
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    long quotient = parts[0].longValue();
    double nearest = parts[1].signum() == 0 ? quotient : quotient | 1;
    double rest = quotient - (long) nearest + share(parts[1], divisor);
    double sign = n.signum();
    return new SplitDecimal(
        sign * Math.scalb(nearest, exponent), sign * Math.scalb(rest, exponent));
  }

  // A remainder over its divisor, to within 2^−52.
  private static double share(BigInteger remainder, BigInteger divisor) {
    int dropped = Math.max(0, divisor.bitLength() - MANY_BITS);
    return remainder.shiftRight(dropped).doubleValue() / divisor.shiftRight(dropped).doubleValue();
  }

  private static SplitDecimal splitByDigits(BigDecimal a) {
    double nearest = a.doubleValue();
    double rest =
        Double.isInfinite(nearest) ? 0 : a.subtract(Powers.decimal(nearest)).doubleValue();
    return new SplitDecimal(nearest, rest);
  }
}
