package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;

class SignificantDigitsTest {

  @Test
  void digitsAreTheLogarithmOfTheRelativeDeviation() {
    SignificantDigits s = SignificantDigits.of(99, 100, 101);
    assertEquals(100, s.mean());
    assertEquals(1, s.deviation());
    assertEquals(2, s.digits());
  }

  @Test
  void edgeCases() {
    assertEquals(Double.POSITIVE_INFINITY, SignificantDigits.of(0.1, 0.1, 0.1).digits());
    assertEquals(0, SignificantDigits.of(-1, 1).digits());
    assertEquals(Double.NaN, SignificantDigits.of(1, Double.NaN).digits());
    assertEquals(Double.NaN, SignificantDigits.of(1, Double.POSITIVE_INFINITY).digits());
    assertThrows(IllegalArgumentException.class, () -> SignificantDigits.of(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> SignificantDigits.estimate(Dtype.FLOAT32, 1, 1, a -> 0));
  }

  /**
   * (1 + x) − 1 for x = (N + f)·ulp: 1 + x lies f of an ulp above a number of the format, so the
   * result is N or N + 1 ulp, and its standard deviation √(f(1−f)) ulp. The sample's has a relative
   * standard deviation of √((k − 1)/4n), with k the kurtosis (1 − 3f(1−f))/(f(1−f)); six of those
   * are missed once in 10^9 seeds, and the seed is fixed.
   */
  @Test
  void cancellationCostsTheDigitsThatItShould() {
    int runs = 400;
    double f = 0.25;
    double variance = f * (1 - f);
    double kurtosis = (1 - 3 * variance) / variance;
    double allowed = 6 * Math.log10(Math.E) * Math.sqrt((kurtosis - 1) / (4 * runs));
    double ulp = Dtype.FLOAT32.ulp(1);
    for (int n = 1; n <= 1 << 20; n *= 32) {
      double x = (n + f) * ulp;
      SignificantDigits s =
          SignificantDigits.estimate(
              Dtype.FLOAT32,
              runs,
              3,
              a -> a.subtract(a.add(a.constant(1), a.constant(x)), a.constant(1)));
      double expected = -Math.log10(Math.sqrt(variance) * ulp / x);
      // The mean of the runs stands for x, and has its own relative deviation.
      double ofMean = 6 * Math.log10(Math.E) * Math.sqrt(variance / runs) / (n + f);
      assertEquals(Math.max(0, expected), s.digits(), allowed + ofMean, () -> x + ": " + s);
    }
  }
}
