package org.normaudit.reference.contract;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.normaudit.autodiff.Arithmetic;

/**
 * Decimals of {@value #DIGITS} digits: every operation is rounded once, to nearest. Constants are
 * exact. NaN, infinities and divisions by zero are an {@link ArithmeticException}.
 */
public final class DecimalArithmetic implements Arithmetic<BigDecimal> {
  public static final int DIGITS = 60;
  private static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  @Override
  public BigDecimal constant(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("no decimal for " + value);
    }
    return new BigDecimal(value);
  }

  @Override
  public BigDecimal add(BigDecimal a, BigDecimal b) {
    return a.add(b, CONTEXT);
  }

  @Override
  public BigDecimal subtract(BigDecimal a, BigDecimal b) {
    return a.subtract(b, CONTEXT);
  }

  @Override
  public BigDecimal multiply(BigDecimal a, BigDecimal b) {
    return a.multiply(b, CONTEXT);
  }

  @Override
  public BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, CONTEXT);
  }

  @Override
  public BigDecimal negate(BigDecimal a) {
    return a.negate();
  }

  @Override
  public BigDecimal sqrt(BigDecimal a) {
    return a.sqrt(CONTEXT);
  }

  @Override
  public BigDecimal clamp(BigDecimal a, BigDecimal low, BigDecimal high) {
    return a.max(low).min(high);
  }

  @Override
  public BigDecimal stopGradient(BigDecimal a) {
    return a;
  }

  @Override
  public double value(BigDecimal a) {
    return a.doubleValue();
  }
}
