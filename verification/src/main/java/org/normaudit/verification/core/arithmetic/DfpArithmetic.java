package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.normaudit.autodiff.Arithmetic;

/**
 * Decimal floating-point arithmetic of Commons Math: a truth that shares no code with {@link
 * ExactArithmetic}.
 *
 * <p>The radix is 10,000. With k radix digits the relative error of each operation, {@link
 * #constant} included, is at most {@link #roundoff()} = 2·10^(4−4k), two units in the last place of
 * a number whose first digit is 1. It would be half a unit, but Commons Math 3.6.1 rounds a sum
 * that carries into a new radix digit twice, the second time by a digit that has been shifted out.
 * Infinities and NaN follow IEEE 754. The range of exponents is far beyond binary64's.
 *
 * <p>A field of Commons Math collects flags, so one instance is for one thread.
 */
public final class DfpArithmetic implements Arithmetic<Dfp> {

  /** The decimal digits that every result has unless others are asked for, and some more. */
  public static final int DEFAULT_DIGITS = 50;

  private final DfpField field;
  private final MathContext parsed;

  /** At least {@value #DEFAULT_DIGITS} digits. */
  public DfpArithmetic() {
    this(DEFAULT_DIGITS);
  }

  /**
   * At least {@code digits} digits.
   *
   * @throws IllegalArgumentException if {@code digits < 1}
   */
  public DfpArithmetic(int digits) {
    if (digits < 1) {
      throw new IllegalArgumentException("digits must be at least 1: " + digits);
    }
    // The first radix digit may hold a single decimal one, and the roundoff is two units.
    this.field = new DfpField(digits + 5);
    this.parsed = new MathContext(4 * field.getRadixDigits() - 3, RoundingMode.HALF_EVEN);
  }

  /** The largest relative error of an operation: 2·10^(4−4k). */
  public BigDecimal roundoff() {
    return BigDecimal.valueOf(2, 4 * field.getRadixDigits() - 4);
  }

  /** The number that {@code a} is, exactly; finite numbers only. */
  public static BigDecimal toBigDecimal(Dfp a) {
    if (a.isNaN() || a.isInfinite()) {
      throw new ArithmeticException("a decimal is finite: " + a);
    }
    return new BigDecimal(a.toString());
  }

  @Override
  public Dfp constant(double value) {
    // Dfp's own conversion of a double rounds more than once, and its reading of a string with more
    // digits than it holds is off by powers of ten.
    return Double.isFinite(value)
        ? field.newDfp(new BigDecimal(value).round(parsed).toString())
        : field.newDfp(value);
  }

  @Override
  public Dfp add(Dfp a, Dfp b) {
    return a.add(b);
  }

  @Override
  public Dfp subtract(Dfp a, Dfp b) {
    return a.subtract(b);
  }

  @Override
  public Dfp multiply(Dfp a, Dfp b) {
    return a.multiply(b);
  }

  @Override
  public Dfp divide(Dfp a, Dfp b) {
    return a.divide(b);
  }

  @Override
  public Dfp negate(Dfp a) {
    return a.negate();
  }

  @Override
  public Dfp sqrt(Dfp a) {
    return a.sqrt();
  }

  @Override
  public Dfp clamp(Dfp a, Dfp low, Dfp high) {
    if (low.isNaN() || high.isNaN() || low.greaterThan(high)) {
      throw new IllegalArgumentException(
          "clamp needs low <= high, neither of them NaN: low = " + low + ", high = " + high);
    }
    if (a.isNaN()) {
      return a;
    }
    if (a.lessThan(low)) {
      return low;
    }
    return a.greaterThan(high) ? high : a;
  }

  @Override
  public Dfp stopGradient(Dfp a) {
    return a;
  }

  @Override
  public double value(Dfp a) {
    return a.isNaN() || a.isInfinite() ? a.toDouble() : NearestDouble.of(toBigDecimal(a));
  }
}
