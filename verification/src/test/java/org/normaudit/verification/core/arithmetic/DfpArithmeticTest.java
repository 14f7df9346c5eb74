package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.dfp.Dfp;
import org.junit.jupiter.api.Test;

class DfpArithmeticTest {
  private final DfpArithmetic a = new DfpArithmetic();
  private final ExactArithmetic exact = new ExactArithmetic();

  @Provide
  Arbitrary<Double> numbers() {
    return Finite.doubles(-1074, 1023);
  }

  @Test
  void theRoundoffKeepsTheDigitsAskedFor() {
    for (int digits = 20; digits < 40; digits++) {
      assertTrue(
          new DfpArithmetic(digits).roundoff().compareTo(BigDecimal.ONE.movePointLeft(digits))
              <= 0);
    }
  }

  @Property
  void constantsAreWithinTheRoundoff(@ForAll("numbers") double x) {
    check(new BigDecimal(x), a.constant(x), 1);
    assertEquals(x + 0.0, a.value(a.constant(x)) + 0.0);
  }

  @Property
  void operationsAreWithinTheRoundoff(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    Dfp dx = a.constant(x);
    Dfp dy = a.constant(y);
    BigDecimal bx = DfpArithmetic.toBigDecimal(dx);
    BigDecimal by = DfpArithmetic.toBigDecimal(dy);
    check(bx.add(by), a.add(dx, dy), 1);
    check(bx.subtract(by), a.subtract(dx, dy), 1);
    check(bx.multiply(by), a.multiply(dx, dy), 1);
    check(bx.negate(), a.negate(dx), 0);
    Assume.that(y != 0);
    check(exact.divide(bx, by), a.divide(dx, dy), 1);
  }

  @Test
  void aSumThatCarriesIsRoundedTwiceAndStillWithinTheRoundoff() {
    Dfp x = a.constant(1.5258789062500003E-5);
    Dfp y = a.constant(0.9999847412109375);
    check(DfpArithmetic.toBigDecimal(x).add(DfpArithmetic.toBigDecimal(y)), a.add(x, y), 1);
  }

  @Property
  void rootsAreWithinTheRoundoff(@ForAll("numbers") double x) {
    Dfp dx = a.constant(Math.abs(x));
    check(exact.sqrt(DfpArithmetic.toBigDecimal(dx)), a.sqrt(dx), 1);
  }

  private void check(BigDecimal expected, Dfp actual, int roundoffs) {
    BigDecimal error = DfpArithmetic.toBigDecimal(actual).subtract(expected).abs();
    // The truth of quotients and roots has 100 digits and an error of its own.
    BigDecimal unit = a.roundoff().multiply(BigDecimal.valueOf(roundoffs)).add(exact.roundoff());
    assertTrue(
        error.compareTo(unit.multiply(expected.abs())) <= 0,
        () -> actual + " for " + expected + ": off by " + error);
  }

  @Property
  void clampTakesTheMiddleOfThree(
      @ForAll("numbers") double x, @ForAll("numbers") double p, @ForAll("numbers") double q) {
    double low = Math.min(p, q);
    double high = Math.max(p, q);
    double expected = Math.min(Math.max(x, low), high);
    assertEquals(
        expected + 0.0, a.value(a.clamp(a.constant(x), a.constant(low), a.constant(high))));
  }

  @Test
  void infinitiesAndNaNFollowTheStandard() {
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(inf, a.value(a.constant(inf)));
    assertEquals(-inf, a.value(a.negate(a.constant(inf))));
    assertEquals(Double.NaN, a.value(a.constant(Double.NaN)));
    assertEquals(Double.NaN, a.value(a.sqrt(a.constant(-1))));
    assertEquals(inf, a.value(a.divide(a.constant(1), a.constant(0))));
    assertEquals(Double.NaN, a.value(a.divide(a.constant(0), a.constant(0))));
    assertEquals(
        Double.NaN, a.value(a.clamp(a.constant(Double.NaN), a.constant(0), a.constant(1))));
    assertThrows(
        IllegalArgumentException.class, () -> a.clamp(a.constant(0), a.constant(1), a.constant(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> a.clamp(a.constant(0), a.constant(Double.NaN), a.constant(0)));
    assertThrows(
        ArithmeticException.class, () -> DfpArithmetic.toBigDecimal(a.constant(Double.NaN)));
    assertThrows(IllegalArgumentException.class, () -> new DfpArithmetic(0));
  }
}
