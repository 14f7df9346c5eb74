package org.normaudit.verification.io.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.lab.digits.DigitsKept;

class NumAccTest {

  /** The certified values follow from the formula: n·mean = Σx and (n − 1)·s² = Σ(x − mean)². */
  @ParameterizedTest
  @EnumSource
  void certifiedValuesAreThoseOfTheDecimals(NumAcc data) {
    BigDecimal n = BigDecimal.valueOf(data.decimals().size());
    BigDecimal sum = data.decimals().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(0, sum.compareTo(data.mean().multiply(n)));
    BigDecimal squares =
        data.decimals().stream()
            .map(x -> x.subtract(data.mean()).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(
        0, squares.compareTo(data.deviation().pow(2).multiply(n.subtract(BigDecimal.ONE))));
  }

  /** Published to that many places; the tolerance is half a unit of the last. */
  @ParameterizedTest
  @CsvSource({"NUM_ACC_2, 15.65", "NUM_ACC_3, 9.46", "NUM_ACC_4, 8.25"})
  void roundingTheDataToBinary64CostsDigits(NumAcc data, double digits) {
    assertEquals(digits, data.digitsLeft(Dtype.FLOAT64), 0.005);
  }

  @Test
  void roundingCostsNothingOrEverything() {
    assertEquals(Double.POSITIVE_INFINITY, NumAcc.NUM_ACC_1.digitsLeft(Dtype.FLOAT64));
    assertEquals(Double.POSITIVE_INFINITY, NumAcc.NUM_ACC_1.digitsLeft(Dtype.FLOAT32));
    double[] single = Dtype.FLOAT32.round(NumAcc.NUM_ACC_4.binary64());
    for (double value : single) {
      assertEquals(single[0], value);
    }
    assertEquals(0, NumAcc.NUM_ACC_4.digitsLeft(Dtype.FLOAT32));
  }

  @ParameterizedTest
  @CsvSource({"NUM_ACC_1, 1.2e7", "NUM_ACC_2, 12", "NUM_ACC_3, 1.0e7", "NUM_ACC_4, 1.0e8"})
  void conditionNumbers(NumAcc data, double kappa) {
    double computed = DigitsKept.of(Dtype.FLOAT64, data.binary64()).kappa();
    // Two published figures.
    assertTrue(Math.abs(computed - kappa) <= 0.05 * Math.pow(10, Math.floor(Math.log10(kappa))));
  }
}
