package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;

/**
 * Floating-point arithmetic in which every operation is done exactly and then rounded to a format,
 * with gradual underflow and overflow to infinity: a low-precision layer, or one that rounds up,
 * down or at random.
 *
 * <p>Relative error of each operation that neither over- nor underflows: at most u = {@link
 * Dtype#unitRoundoff()} to nearest, less than 2u in the other roundings. NaN and infinities follow
 * IEEE 754.
 *
 * <p>Every operation is done in binary64 first; what it misses the exact result by is found by the
 * error-free transformations: two-sum (D. E. Knuth, TAOCP vol. 2, 4.2.2, theorem B) and fused
 * multiply-add. Where binary64 cannot hold that error, for results below 2^−916, the direction of
 * the rounding is still right, but stochastic rounding to binary64 knows no probability and rounds
 * away from the nearest number.
 */
public final class RoundedArithmetic implements Arithmetic<Double> {

  /** An exact product has 106 bits; at this magnitude or above the last of them is still normal. */
  private static final double TINY = 0x1p-916;

  private final Rounding rounding;

  /** Rounding to nearest in {@code dtype}. */
  public RoundedArithmetic(Dtype dtype) {
    this(Rounding.nearest(dtype));
  }

  /** The given rounding. */
  public RoundedArithmetic(Rounding rounding) {
    this.rounding = rounding;
  }

  /** The format of all numbers. */
  public Dtype dtype() {
    return rounding.dtype();
  }

  @Override
  public Double constant(double value) {
    return rounding.round(value, 0);
  }

  @Override
  public Double add(Double a, Double b) {
    double sum = a + b;
    if (Double.isInfinite(sum)) {
      return overflow(sum, Double.isFinite(a) && Double.isFinite(b));
    }
    double bShare = sum - a;
    double aShare = sum - bShare;
    return rounding.round(sum, (a - aShare) + (b - bShare));
  }

  @Override
  public Double subtract(Double a, Double b) {
    return add(a, -b);
  }

  @Override
  public Double multiply(Double a, Double b) {
    double product = a * b;
    if (Double.isInfinite(product)) {
      return overflow(product, Double.isFinite(a) && Double.isFinite(b));
    }
    if (Math.abs(product) < TINY && a != 0 && b != 0) {
      return rounding.round(
          product, sign(new BigDecimal(a).multiply(new BigDecimal(b)), new BigDecimal(product)));
    }
    return rounding.round(product, Math.fma(a, b, -product));
  }

  @Override
  public Double divide(Double a, Double b) {
    double quotient = a / b;
    if (!Double.isFinite(quotient) || Double.isInfinite(b)) {
      return overflow(quotient, Double.isFinite(a) && b != 0 && Double.isFinite(b));
    }
    if ((Math.abs(quotient) < TINY || Math.abs(a) < TINY) && a != 0) {
      BigDecimal divisor = new BigDecimal(b);
      double sign = sign(new BigDecimal(a), new BigDecimal(quotient).multiply(divisor));
      return rounding.round(quotient, divisor.signum() < 0 ? -sign : sign);
    }
    return rounding.round(quotient, Math.fma(-quotient, b, a) / b);
  }

  @Override
  public Double negate(Double a) {
    return -a;
  }

  @Override
  public Double sqrt(Double a) {
    double root = Math.sqrt(a);
    if (!(root > 0) || Double.isInfinite(root)) {
      return rounding.round(root, 0);
    }
    double error =
        a < TINY
            ? sign(new BigDecimal(a), new BigDecimal(root).pow(2))
            : Math.fma(-root, root, a) / (2 * root);
    return rounding.round(root, error);
  }

  @Override
  public Double clamp(Double a, Double low, Double high) {
    return Binary64.INSTANCE.clamp(a, low, high);
  }

  @Override
  public Double stopGradient(Double a) {
    return a;
  }

  @Override
  public double value(Double a) {
    return a;
  }

  private double overflow(double result, boolean finite) {
    return rounding.round(result, finite ? -Math.signum(result) : 0);
  }

  /** The sign of exact − rounded, as the smallest number that has it. */
  private static double sign(BigDecimal exact, BigDecimal rounded) {
    return exact.compareTo(rounded) * Double.MIN_VALUE;
  }
}
