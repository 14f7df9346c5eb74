package org.normaudit.verification.lab.digits;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.arithmetic.ExactMoments;

/**
 * How hard the variance of a channel is, and how many decimal digits of the standard deviation each
 * {@link VarianceMethod} keeps: −log₁₀(|√V̂ − √V|/√V) against the exact variance V of the values as
 * they are stored. Of the variance itself it keeps log₁₀2 ≈ 0.3 digits less.
 *
 * @param kappa the condition number κ = √(1 + μ²/V); infinite for a constant channel
 * @param variance V, rounded to binary64
 * @param digits at least 0; infinite, that is all, where V̂ is the number of the format nearest to
 *     V. Not finite or negative variances keep none.
 */
public record DigitsKept(double kappa, double variance, Map<VarianceMethod, Double> digits) {

  /**
   * Of one channel.
   *
   * @param x the values, all of them finite and of {@code dtype}. Not modified.
   * @throws IllegalArgumentException for no values, or one that is not finite
   */
  public static DigitsKept of(Dtype dtype, double[] x) {
    if (x.length == 0) {
      throw new IllegalArgumentException("a variance needs at least 1 value: 0");
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "a variance needs finite values: value %d is %s", i, x[i]));
      }
    }
    ExactMoments exact = ExactMoments.of(x);
    double nearest = dtype.round(exact.variance().doubleValue());
    Map<VarianceMethod, Double> digits = new EnumMap<>(VarianceMethod.class);
    for (VarianceMethod method : VarianceMethod.values()) {
      double computed = method.variance(dtype, x);
      digits.put(
          method,
          computed == nearest ? Double.POSITIVE_INFINITY : digits(computed, exact.variance()));
    }
    return new DigitsKept(
        exact.kappa(), exact.variance().doubleValue(), Collections.unmodifiableMap(digits));
  }

  private static double digits(double computed, BigDecimal exact) {
    return Double.isFinite(computed)
        ? ExactMoments.digitsOfRoot(new BigDecimal(computed), exact)
        : 0;
  }
}
