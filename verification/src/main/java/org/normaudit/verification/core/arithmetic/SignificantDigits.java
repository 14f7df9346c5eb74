package org.normaudit.verification.core.arithmetic;

import java.util.function.ToDoubleFunction;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Dtype;

/**
 * How many decimal digits of a result are significant, judged by results of the same computation
 * that differ in their random roundings: s = −log₁₀(σ/|μ|).
 *
 * <p>Source: D. S. Parker, "Monte Carlo arithmetic: exploiting randomness in floating-point
 * arithmetic", UCLA CSD-970002, 1997. It is an estimate: with n runs of a normally distributed
 * result, s itself has a standard deviation of about 0.31/√(n − 1), as ln σ has 1/√(2(n − 1)).
 *
 * @param mean μ, the mean of the runs
 * @param deviation σ, their standard deviation, with the n − 1 denominator
 * @param digits s, at least 0; infinite where all runs agree; NaN where a run is not finite
 */
public record SignificantDigits(double mean, double deviation, double digits) {

  /**
   * The estimate from results of repeated runs. Not modified.
   *
   * @throws IllegalArgumentException for fewer than 2 results
   */
  public static SignificantDigits of(double... results) {
    int n = results.length;
    if (n < 2) {
      throw new IllegalArgumentException("significant digits need at least 2 runs: " + n);
    }
    double sum = 0;
    for (double result : results) {
      sum += result;
    }
    double mean = sum / n;
    double squares = 0;
    boolean agree = true;
    for (double result : results) {
      squares += (result - mean) * (result - mean);
      agree &= result == results[0];
    }
    // The mean of equal results is rounded; they have no deviation all the same.
    double deviation = agree ? 0 : Math.sqrt(squares / (n - 1));
    double digits = agree ? Double.POSITIVE_INFINITY : -Math.log10(deviation / Math.abs(mean));
    return new SignificantDigits(
        mean, deviation, Double.isFinite(mean) ? Math.max(0, digits) : Double.NaN);
  }

  /**
   * The estimate for a computation in {@code dtype} with stochastic rounding, run after run from
   * one stream of random numbers.
   *
   * @throws IllegalArgumentException for fewer than 2 runs
   */
  public static SignificantDigits estimate(
      Dtype dtype, int runs, long seed, ToDoubleFunction<Arithmetic<Double>> computation) {
    if (runs < 2) {
      throw new IllegalArgumentException("significant digits need at least 2 runs: " + runs);
    }
    Arithmetic<Double> arithmetic = new RoundedArithmetic(Rounding.stochastic(dtype, seed));
    double[] results = new double[runs];
    for (int i = 0; i < runs; i++) {
      results[i] = computation.applyAsDouble(arithmetic);
    }
    return of(results);
  }
}
