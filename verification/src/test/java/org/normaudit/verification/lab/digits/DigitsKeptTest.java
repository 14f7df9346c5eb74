package org.normaudit.verification.lab.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.arithmetic.ExactMoments;
import org.normaudit.verification.io.data.NumAcc;

class DigitsKeptTest {

  /** Published to one place; the tolerance is half a unit of it. */
  @ParameterizedTest
  @CsvSource({"TWO_PASS, 12.3", "CORRECTED_TWO_PASS, 14.3", "WELFORD, 12.0", "TEXTBOOK, 0"})
  void numAcc4TellsTheAlgorithmsApart(VarianceMethod method, double digits) {
    DigitsKept kept = DigitsKept.of(Dtype.FLOAT64, NumAcc.NUM_ACC_4.binary64());
    assertEquals(digits, kept.digits().get(method), 0.05);
  }

  @Test
  void numAcc1IsExactForAllButOnePass() {
    DigitsKept kept = DigitsKept.of(Dtype.FLOAT64, NumAcc.NUM_ACC_1.binary64());
    double all = Double.POSITIVE_INFINITY;
    assertEquals(all, kept.digits().get(VarianceMethod.TWO_PASS));
    assertEquals(all, kept.digits().get(VarianceMethod.WELFORD));
    assertTrue(kept.digits().get(VarianceMethod.TEXTBOOK) < 3);
    assertEquals(2.0 / 3, kept.variance());
  }

  /**
   * For all data, two passes keep what their bound promises: a relative error of V of at most (m +
   * 4)u + (mκu)², with u grown by the terms of higher order, and half of that in √V.
   */
  @Property(tries = 200)
  void twoPassesKeepWhatTheirBoundPromises(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 64) int m,
      @ForAll @IntRange(max = 12) int k) {
    Random random = new Random(seed);
    double[] x = new double[m];
    Arrays.setAll(x, i -> Dtype.FLOAT32.round(random.nextGaussian() + (1 << k)));
    DigitsKept kept = DigitsKept.of(Dtype.FLOAT32, x);
    double u = Dtype.FLOAT32.unitRoundoff();
    double gamma = (m + 4) * u / (1 - (m + 4) * u);
    double bound = gamma + Math.pow(gamma * kept.kappa(), 2);
    // √(1+e) − 1 ≥ −|e| for the lower side, and half of |e| for small ones.
    double promised = -Math.log10(bound / (1 + Math.sqrt(Math.max(0, 1 - bound))));
    assertTrue(kept.digits().get(VarianceMethod.TWO_PASS) >= promised, kept + " < " + promised);
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.Dtype#standard")
  void constantChannels(Dtype dtype) {
    double[] x = new double[7];
    Arrays.fill(x, 1.5);
    DigitsKept kept = DigitsKept.of(dtype, x);
    assertEquals(Double.POSITIVE_INFINITY, kept.kappa());
    assertEquals(0, kept.variance());
    assertEquals(Double.POSITIVE_INFINITY, kept.digits().get(VarianceMethod.TWO_PASS));
    assertEquals(Double.POSITIVE_INFINITY, kept.digits().get(VarianceMethod.SHIFTED));
  }

  @Test
  void overflowKeepsNothing() {
    double[] x = {-60000, 60000};
    DigitsKept kept = DigitsKept.of(Dtype.BINARY16, x);
    assertEquals(3.6e9, kept.variance());
    // The nearest number of the format to such a variance is infinite, as is what is computed.
    assertEquals(Double.POSITIVE_INFINITY, kept.digits().get(VarianceMethod.TWO_PASS));
    double[] y = {-200, 200, 200, 200, 200, 200, 200, 200};
    // Each square is 40,000 or less, their sum overflows, and the variance of 17,500 would not.
    assertEquals(0, DigitsKept.of(Dtype.BINARY16, y).digits().get(VarianceMethod.TWO_PASS));
  }

  /** Long channels are evaluated in double-double, and to the same digits. */
  @Test
  void longChannelsAgreeWithExactOnes() {
    double[] x = new double[5000];
    Random random = new Random(1);
    Arrays.setAll(x, i -> random.nextGaussian() + 1e4);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : x) {
      BigDecimal exact = new BigDecimal(value);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    // V = (m·Σx² − (Σx)²)/m², to the 2^-64 that is promised.
    BigDecimal m = BigDecimal.valueOf(x.length);
    BigDecimal scaled = m.multiply(squares).subtract(sum.multiply(sum));
    BigDecimal computed = ExactMoments.of(x).variance().multiply(m).multiply(m);
    BigDecimal allowed = scaled.multiply(new BigDecimal(Math.scalb(1.0, -64)));
    assertTrue(computed.subtract(scaled).abs().compareTo(allowed) <= 0);
    assertTrue(computed.compareTo(scaled) != 0, "double-double rounds");
  }

  @Test
  void valuesBeyondTheRangeOfDoubleDoubleFallBackToExact() {
    double[] x = new double[2000];
    Arrays.setAll(x, i -> (i % 2) * 0x1p-1000);
    assertEquals(0, DigitsKept.of(Dtype.FLOAT64, x).variance());
    assertEquals(1, ExactMoments.of(x).variance().signum());
    assertEquals(Math.sqrt(2), DigitsKept.of(Dtype.FLOAT64, x).kappa());
  }

  @Test
  void noVarianceOfNothingOrOfWhatIsNotFinite() {
    assertThrows(IllegalArgumentException.class, () -> DigitsKept.of(Dtype.FLOAT64, new double[0]));
    assertEquals(
        "a variance needs finite values: value 1 is NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> DigitsKept.of(Dtype.FLOAT64, new double[] {1, Double.NaN}))
            .getMessage());
  }
}
