package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;

/**
 * Mean and biased variance of values as they are stored, with an error of at most 2⁻⁶⁴ of the
 * variance, which no format here can show.
 *
 * @param mean μ
 * @param variance V, exactly 0 for equal values
 */
public record ExactMoments(BigDecimal mean, BigDecimal variance) {

  /** Longer channels are evaluated in double-double where its error allows. */
  private static final int EXACT_VALUES = 1 << 10;

  private static final double ENOUGH = 0x1p-64;
  private static final MathContext RATIO = new MathContext(20);

  /** Of at least one value, all finite. Not modified. */
  public static ExactMoments of(double[] x) {
    if (x.length > EXACT_VALUES) {
      try {
        ExactMoments fast = of(DoubleDoubleArithmetic.INSTANCE, x, DD::bigDecimalValue);
        if (fast.isWithin(DoubleDoubleArithmetic.ROUNDOFF, x.length)) {
          return fast;
        }
      } catch (ArithmeticException outOfRange) {
        // Exact arithmetic has no range to leave.
      }
    }
    return of(new ExactArithmetic(), x, Function.identity());
  }

  private static <T> ExactMoments of(Arithmetic<T> a, double[] x, Function<T, BigDecimal> decimal) {
    T count = a.constant(x.length);
    T sum = a.constant(0);
    for (double value : x) {
      sum = a.add(sum, a.constant(value));
    }
    T mean = a.divide(sum, count);
    T squares = a.constant(0);
    for (double value : x) {
      T deviation = a.subtract(a.constant(value), mean);
      squares = a.add(squares, a.multiply(deviation, deviation));
    }
    return new ExactMoments(decimal.apply(mean), decimal.apply(a.divide(squares, count)));
  }

  /** The error of two passes, (m + 4)u + (mκu)²: ū|x|/√V ≤ κ, since (ū|x|)² ≤ ū(x²) = V + μ². */
  private boolean isWithin(double u, int m) {
    double ofMean = m * u * kappa();
    return (m + 4.0) * u + ofMean * ofMean <= ENOUGH;
  }

  /** κ = √(1 + μ²/V), infinite where V = 0. */
  public double kappa() {
    if (variance.signum() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.sqrt(1 + mean.multiply(mean).divide(variance, RATIO).doubleValue());
  }

  /**
   * The digits of √{@code other} that are right as digits of √{@code variance}: −log₁₀ of the
   * relative error, not below 0, and infinite where the variances are the same as far as can be
   * told here.
   */
  public static double digitsOfRoot(BigDecimal other, BigDecimal variance) {
    if (variance.signum() == 0 || other.signum() < 0) {
      return other.signum() == 0 ? Double.POSITIVE_INFINITY : 0;
    }
    // With e the relative error of V, that of √V is √(1+e) − 1 = e/(1 + √(1+e)).
    double e = other.subtract(variance).divide(variance, RATIO).doubleValue();
    return Math.abs(e) <= ENOUGH
        ? Double.POSITIVE_INFINITY
        : Math.max(0, -Math.log10(Math.abs(e) / (1 + Math.sqrt(1 + e))));
  }
}
