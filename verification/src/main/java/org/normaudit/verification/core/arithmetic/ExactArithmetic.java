package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.normaudit.autodiff.Arithmetic;

/**
 * Decimal arithmetic in which sums are exact, and everything else is exact or right to a stated
 * number of digits.
 *
 * <p>A finite binary floating-point number is an integer times a power of two, hence a finite
 * decimal; {@link #constant} takes it over without error. With p = {@link #digits()}:
 *
 * <ul>
 *   <li>sums, differences and negations are exact;
 *   <li>a product is exact as long as it has at most 4p digits, else rounded to 4p;
 *   <li>a quotient is exact where the dividend's digits, read as an integer, are a multiple of the
 *       divisor's, and has a relative error of at most ½·10^(1−p) otherwise. So the mean of equal
 *       values is that value, and a constant channel has a variance of exactly 0;
 *   <li>a square root is exact where it has at most p digits, and has a relative error of at most
 *       ½·10^(1−p) otherwise.
 * </ul>
 *
 * <p>What is left after the cancellations of a layer, δ = ½·10^(1−p): unless all m values of a
 * channel are equal, in which case x − μ is exactly 0, two of them differ by at least 2^−53·max|x|,
 * so that max|x − μ| ≥ 2^−54·max|x| and √V ≥ 2^−54·max|x|/√m. The mean has a relative error of at
 * most δ, so V has one of at most 2^55·√m·δ: for m &lt; 2^31 and p = 100, below 10^−77. The other
 * sums are exact, and fewer than 16 quotients and roots follow each other in any definition. So
 * more than 70 digits remain of every result, relative to the sum of the absolute values of the
 * terms that it is a sum of.
 *
 * <p>There are no infinities, no NaN, and no negative zero: what would give one throws {@link
 * ArithmeticException}.
 */
public final class ExactArithmetic implements Arithmetic<BigDecimal> {

  /** The digits of quotients and roots unless others are asked for. */
  public static final int DEFAULT_DIGITS = 100;

  private static final double LOG10_OF_2 = Math.log10(2);

  /** Bits up to which a root is not worth taking in halves. */
  private static final int HALVED = 120;

  private final int digits;
  private final MathContext product;
  private final MathContext radicand;

  /** Quotients and roots to {@value #DEFAULT_DIGITS} digits. */
  public ExactArithmetic() {
    this(DEFAULT_DIGITS);
  }

  /**
   * Quotients and roots to {@code digits} digits.
   *
   * @throws IllegalArgumentException if {@code digits < 1}
   */
  public ExactArithmetic(int digits) {
    if (digits < 1) {
      throw new IllegalArgumentException("digits must be at least 1: " + digits);
    }
    this.digits = digits;
    this.product = new MathContext(4 * digits, RoundingMode.HALF_EVEN);
    this.radicand = new MathContext(2 * digits + 2, RoundingMode.HALF_EVEN);
  }

  /** The significant digits of quotients and roots. */
  public int digits() {
    return digits;
  }

  /** The largest relative error of a quotient or a root: ½·10^(1−p). */
  public BigDecimal roundoff() {
    return BigDecimal.valueOf(5, digits);
  }

  @Override
  public BigDecimal constant(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("exact arithmetic holds finite numbers only: " + value);
    }
    return Powers.decimal(value);
  }

  @Override
  public BigDecimal add(BigDecimal a, BigDecimal b) {
    return a.add(b);
  }

  @Override
  public BigDecimal subtract(BigDecimal a, BigDecimal b) {
    return a.subtract(b);
  }

  @Override
  public BigDecimal multiply(BigDecimal a, BigDecimal b) {
    BigDecimal exact = a.multiply(b);
    // The bit length says at once that most products are short enough: 3 bits hold less than a
    // digit.
    return exact.unscaledValue().bitLength() < 3 * product.getPrecision()
        ? exact
        : exact.round(product);
  }

  @Override
  public BigDecimal divide(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw new ArithmeticException("division by zero in exact arithmetic: the dividend is " + a);
    }
    BigInteger dividend = a.unscaledValue();
    BigInteger divisor = b.unscaledValue();
    if (dividend.signum() == 0) {
      return BigDecimal.ZERO;
    }
    // |dividend/divisor| is above 2^bits, so that with these places the quotient's integer part has
    // at least p digits. BigDecimal's own quotient would do, but where it is exact, its zeros at
    // the end go one by one, which takes longer than the division.
    int bits = dividend.bitLength() - divisor.bitLength() - 1;
    int places = Math.max(0, digits - (int) Math.floor(bits * LOG10_OF_2));
    BigInteger[] parts = dividend.multiply(Powers.OF_TEN.power(places)).divideAndRemainder(divisor);
    int scale = a.scale() - b.scale() + places;
    return parts[1].signum() == 0
        ? Powers.stripped(parts[0], scale, places)
        : new BigDecimal(nearest(parts, divisor), scale);
  }

  /** The integer nearest to a quotient of which the integer part and the remainder are given. */
  private static BigInteger nearest(BigInteger[] parts, BigInteger divisor) {
    int half = parts[1].abs().shiftLeft(1).compareTo(divisor.abs());
    if (half < 0 || half == 0 && !parts[0].testBit(0)) {
      return parts[0];
    }
    return parts[0].add(BigInteger.valueOf((long) parts[1].signum() * divisor.signum()));
  }

  @Override
  public BigDecimal negate(BigDecimal a) {
    return a.negate();
  }

  @Override
  public BigDecimal sqrt(BigDecimal a) {
    if (a.signum() < 0) {
      throw new ArithmeticException("square root of a negative number in exact arithmetic: " + a);
    }
    if (a.signum() == 0) {
      return BigDecimal.ZERO;
    }
    // A root of at most p digits is that of a number of at most 2p. Of a longer one 2p + 2 are
    // kept, which moves the root by less than 10^(−2p−1) of it.
    BigDecimal kept = a.round(radicand);
    // It is n·10^(−2k) with an n of at least 2p digits, whose root is at least √10·10^(p−1), and
    // the integer part misses that by less than 1, which is below 0.32·10^(1−p) of it.
    int scale = kept.scale() + Math.max(0, 2 * digits - kept.precision());
    scale += scale & 1;
    BigInteger n = kept.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    return new BigDecimal(root(n), scale / 2);
  }

  /**
   * The integer part of √n. A root of the upper half of the digits is good to half of the root's,
   * and Newton's step doubles that: it never falls below the integer part, and comes within 2 of
   * it. BigInteger's own root takes full-length steps from 31 bits on, five times as long.
   */
  private static BigInteger root(BigInteger n) {
    if (n.bitLength() <= HALVED) {
      return n.sqrt();
    }
    int quarter = n.bitLength() / 4;
    BigInteger x = root(n.shiftRight(2 * quarter)).shiftLeft(quarter);
    x = x.add(n.divide(x)).shiftRight(1);
    while (x.multiply(x).compareTo(n) > 0) {
      x = x.subtract(BigInteger.ONE);
    }
    return x;
  }

  @Override
  public BigDecimal clamp(BigDecimal a, BigDecimal low, BigDecimal high) {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "clamp needs low <= high: low = " + low + ", high = " + high);
    }
    return a.max(low).min(high);
  }

  @Override
  public BigDecimal stopGradient(BigDecimal a) {
    return a;
  }

  @Override
  public double value(BigDecimal a) {
    return NearestDouble.of(a);
  }

  /** The binary64 number nearest to a decimal, and what is left. */
  public SplitDecimal split(BigDecimal a) {
    return NearestDouble.split(a);
  }
}
