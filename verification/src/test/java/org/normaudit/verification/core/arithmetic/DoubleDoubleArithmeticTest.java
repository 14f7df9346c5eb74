package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.numbers.core.DD;
import org.junit.jupiter.api.Test;

class DoubleDoubleArithmeticTest {
  private static final BigDecimal BOUND = new BigDecimal(DoubleDoubleArithmetic.ROUNDOFF);
  private final DoubleDoubleArithmetic a = DoubleDoubleArithmetic.INSTANCE;
  private final ExactArithmetic exact = new ExactArithmetic();

  @Provide
  Arbitrary<DD> numbers() {
    return pairs(-440, 440);
  }

  /** Numbers of like size, so that differences cancel. */
  @Provide
  Arbitrary<DD> near() {
    return pairs(-2, 2);
  }

  private static Arbitrary<DD> pairs(int minExponent, int maxExponent) {
    return Combinators.combine(Finite.doubles(minExponent, maxExponent), Finite.doubles(-60, -52))
        .as((hi, lo) -> DD.ofSum(hi, hi * lo));
  }

  @Property
  void sumsAreWithinTheRoundoff(@ForAll("numbers") DD x, @ForAll("numbers") DD y) {
    checkSums(x, y);
  }

  @Property
  void sumsThatCancelAreWithinTheRoundoff(@ForAll("near") DD x, @ForAll("near") DD y) {
    checkSums(x, y);
  }

  private void checkSums(DD x, DD y) {
    check(x.bigDecimalValue().add(y.bigDecimalValue()), a.add(x, y));
    check(x.bigDecimalValue().subtract(y.bigDecimalValue()), a.subtract(x, y));
    check(x.bigDecimalValue().negate(), a.negate(x));
  }

  @Property
  void productsAndQuotientsAreWithinTheRoundoff(@ForAll("numbers") DD x, @ForAll("numbers") DD y) {
    check(x.bigDecimalValue().multiply(y.bigDecimalValue()), a.multiply(x, y));
    Assume.that(y.hi() != 0);
    check(exact.divide(x.bigDecimalValue(), y.bigDecimalValue()), a.divide(x, y));
  }

  @Property
  void rootsAreWithinTheRoundoff(@ForAll("numbers") DD x) {
    DD positive = x.hi() < 0 ? x.negate() : x;
    check(exact.sqrt(positive.bigDecimalValue()), a.sqrt(positive));
  }

  /** The truth of quotients and roots is right to 100 digits, 10^−68 of the bound. */
  private static void check(BigDecimal expected, DD actual) {
    BigDecimal error = actual.bigDecimalValue().subtract(expected).abs();
    assertTrue(
        error.compareTo(expected.abs().multiply(BOUND)) <= 0,
        () -> actual + " for " + expected + ": off by " + error);
  }

  @Property
  void clampTakesTheMiddleOfThree(
      @ForAll("near") DD x, @ForAll("near") DD p, @ForAll("near") DD q) {
    DD low =
        p.bigDecimalValue().min(q.bigDecimalValue()).compareTo(p.bigDecimalValue()) == 0 ? p : q;
    DD high = low == p ? q : p;
    BigDecimal expected =
        exact.clamp(x.bigDecimalValue(), low.bigDecimalValue(), high.bigDecimalValue());
    assertEquals(0, expected.compareTo(a.clamp(x, low, high).bigDecimalValue()));
  }

  @Test
  void clampSeesTheLowPart() {
    DD justAboveOne = DD.ofSum(1, 0x1p-80);
    assertEquals(DD.ONE, a.clamp(justAboveOne, DD.ZERO, DD.ONE));
    assertEquals(justAboveOne, a.clamp(DD.ONE, justAboveOne, DD.of(2)));
    assertThrows(IllegalArgumentException.class, () -> a.clamp(DD.ZERO, justAboveOne, DD.ONE));
  }

  @Test
  void whatWouldBreakTheBoundIsRefused() {
    DD tiny = DD.of(0x1p-500);
    DD huge = DD.of(0x1p500);
    assertThrows(ArithmeticException.class, () -> a.multiply(tiny, tiny));
    assertThrows(ArithmeticException.class, () -> a.multiply(huge, huge));
    assertThrows(ArithmeticException.class, () -> a.divide(tiny, huge));
    assertThrows(ArithmeticException.class, () -> a.divide(DD.of(0x1p-901), DD.ONE));
    assertThrows(ArithmeticException.class, () -> a.sqrt(DD.of(0x1p-901)));
    assertThrows(ArithmeticException.class, () -> a.add(DD.of(0x1p900), DD.of(0x1p900)));
    assertThrows(ArithmeticException.class, () -> a.constant(Double.NaN));
    assertThrows(ArithmeticException.class, () -> a.constant(Double.POSITIVE_INFINITY));
    assertThrows(ArithmeticException.class, () -> a.divide(DD.ONE, DD.ZERO));
    assertThrows(ArithmeticException.class, () -> a.sqrt(DD.of(-1)));
    ArithmeticException e =
        assertThrows(ArithmeticException.class, () -> a.multiply(DD.of(0x1p-600), tiny));
    assertEquals(
        "double-double keeps its bound for magnitudes from 2^-900 to 2^900 only: the product is 0.0",
        e.getMessage());
  }

  @Test
  void zeroIsSafe() {
    assertEquals(DD.ZERO, a.multiply(DD.ZERO, DD.of(0x1p-1000)));
    assertEquals(DD.ZERO, a.divide(DD.ZERO, DD.of(3)));
    assertEquals(DD.ZERO, a.sqrt(DD.ZERO));
    assertEquals(0.0, a.value(a.subtract(DD.of(0x1p-1060), DD.of(0x1p-1060))));
  }

  @Test
  void theSafeRangeIsClosedAndHoldsNoNaN() {
    assertTrue(DoubleDoubleArithmetic.isSafe(0x1p-900, 0x1p900));
    assertFalse(DoubleDoubleArithmetic.isSafe(Math.nextDown(0x1p-900), 1));
    assertFalse(DoubleDoubleArithmetic.isSafe(1, Math.nextUp(0x1p900)));
    assertFalse(DoubleDoubleArithmetic.isSafe(Double.NaN, 1));
    assertFalse(DoubleDoubleArithmetic.isSafe(1, Double.NaN));
  }
}
