package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Powers of one number that are asked for again and again, and what decimals need them for. */
final class Powers {
  static final Powers OF_FIVE = new Powers(5);
  static final Powers OF_TEN = new Powers(10);

  /** Zeros that are looked for at the end of a number at a time, at most. */
  private static final int MANY_ZEROS = 256;

  private final BigInteger base;

  /** A power once it has been asked for; a lost race computes the same immutable number twice. */
  private final BigInteger[] known = new BigInteger[2048];

  private Powers(long base) {
    this.base = BigInteger.valueOf(base);
  }

  BigInteger power(int exponent) {
    if (exponent >= known.length) {
      return base.pow(exponent);
    }
    BigInteger power = known[exponent];
    if (power == null) {
      power = base.pow(exponent);
      known[exponent] = power;
    }
    return power;
  }

  /** n·10^−scale, without up to {@code places} zeros at the end of n. */
  static BigDecimal stripped(BigInteger n, int scale, int places) {
    BigInteger kept = n;
    int left = places;
    for (int zeros = MANY_ZEROS; zeros > 0; zeros /= 2) {
      // Ten has a factor of two.
      if (zeros <= left && kept.getLowestSetBit() >= zeros) {
        BigInteger[] parts = kept.divideAndRemainder(OF_TEN.power(zeros));
        if (parts[1].signum() == 0) {
          kept = parts[0];
          left -= zeros;
        }
      }
    }
    return new BigDecimal(kept, scale - (places - left));
  }

  /** A finite binary64 number, exactly: {@link BigDecimal#BigDecimal(double)} from known powers. */
  static BigDecimal decimal(double value) {
    long bits = Double.doubleToLongBits(value);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & (1L << 52) - 1;
    long significand = biased == 0 ? fraction : fraction | 1L << 52;
    if (significand == 0) {
      return BigDecimal.ZERO;
    }
    int zeros = Long.numberOfTrailingZeros(significand);
    int exponent = Math.max(biased, 1) - 1075 + zeros;
    BigInteger odd = BigInteger.valueOf((bits < 0 ? -significand : significand) >> zeros);
    return exponent < 0
        ? new BigDecimal(odd.multiply(OF_FIVE.power(-exponent)), -exponent)
        : new BigDecimal(odd.shiftLeft(exponent));
  }
}
