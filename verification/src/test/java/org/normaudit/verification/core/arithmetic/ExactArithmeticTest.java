package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactArithmeticTest {
  private final ExactArithmetic a = new ExactArithmetic();

  @Provide
  Arbitrary<Double> numbers() {
    return Finite.doubles(-1022, 1023);
  }

  @Property
  void sumsAndProductsOfTwoNumbersAreExact(
      @ForAll("numbers") double x, @ForAll("numbers") double y) {
    BigDecimal bx = new BigDecimal(x);
    BigDecimal by = new BigDecimal(y);
    assertEquals(0, a.add(a.constant(x), a.constant(y)).compareTo(bx.add(by)));
    assertEquals(0, a.subtract(a.constant(x), a.constant(y)).compareTo(bx.subtract(by)));
    assertEquals(0, a.negate(a.constant(x)).compareTo(bx.negate()));
    BigDecimal product = bx.multiply(by);
    BigDecimal error = a.multiply(a.constant(x), a.constant(y)).subtract(product).abs();
    BigDecimal allowed =
        product.precision() <= 4 * a.digits()
            ? BigDecimal.ZERO
            : product.abs().multiply(BigDecimal.valueOf(5, 4 * a.digits()));
    assertTrue(error.compareTo(allowed) <= 0);
  }

  @Property
  void quotientsAreWithinTheRoundoff(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    Assume.that(y != 0);
    BigDecimal bx = a.constant(x);
    BigDecimal by = a.constant(y);
    // |q − x/y| ≤ roundoff·|x/y|, times |y|.
    BigDecimal error = a.divide(bx, by).multiply(by).subtract(bx).abs();
    assertTrue(error.compareTo(a.roundoff().multiply(bx.abs())) <= 0);
  }

  @Property
  void rootsAreWithinTheRoundoff(@ForAll("numbers") double x) {
    BigDecimal bx = a.constant(Math.abs(x));
    BigDecimal root = a.sqrt(bx);
    // r(1−δ) ≤ √x·… is r²(1−δ)² ≤ x ≤ r²(1+δ)² up to the difference between δ/r and δ/√x, of order
    // δ².
    BigDecimal delta = a.roundoff().multiply(BigDecimal.ONE.add(a.roundoff()));
    BigDecimal square = root.multiply(root);
    BigDecimal low = BigDecimal.ONE.subtract(delta).pow(2).multiply(square);
    BigDecimal high = BigDecimal.ONE.add(delta).pow(2).multiply(square);
    assertTrue(low.compareTo(bx) <= 0 && bx.compareTo(high) <= 0);
  }

  @Property
  void rootsAreTheIntegerPartsOfTheirDigits(@ForAll long seed) {
    BigInteger least = BigInteger.TEN.pow(2 * a.digits() - 1);
    BigInteger any = least.add(new BigInteger(least.bitLength(), new Random(seed)));
    // Squares and their neighbours are where an integer part is missed by 1.
    BigInteger square = any.sqrt().add(BigInteger.ONE).pow(2);
    for (BigInteger n : List.of(any, square, square.subtract(BigInteger.ONE))) {
      assertEquals(new BigDecimal(n.sqrt()), a.sqrt(new BigDecimal(n)));
    }
  }

  @Property
  void rootsOfSquaresAreExact(@ForAll("numbers") double x) {
    BigDecimal bx = new BigDecimal(x);
    Assume.that(bx.precision() <= a.digits());
    assertEquals(0, a.sqrt(bx.multiply(bx)).compareTo(bx.abs()));
  }

  @Property
  void theMeanOfEqualValuesIsThatValue(
      @ForAll("numbers") double x, @ForAll @IntRange(min = 1, max = 40) int m) {
    BigDecimal sum = a.constant(0);
    for (int i = 0; i < m; i++) {
      sum = a.add(sum, a.constant(x));
    }
    assertEquals(0, a.divide(sum, a.constant(m)).compareTo(new BigDecimal(x)));
  }

  @Property
  void valueIsTheNearestDouble(@ForAll("numbers") double x) {
    assertEquals(x + 0.0, a.value(a.constant(x)));
    BigDecimal aboveTie =
        new BigDecimal(x).add(new BigDecimal(Math.ulp(x)).multiply(new BigDecimal("0.5000001")));
    assertEquals(Math.nextUp(x), a.value(aboveTie));
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

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void nonFiniteNumbersAreRefused(double value) {
    ArithmeticException e = assertThrows(ArithmeticException.class, () -> a.constant(value));
    assertEquals("exact arithmetic holds finite numbers only: " + value, e.getMessage());
  }

  @Test
  void divisionByZeroAndNegativeRootsAreRefused() {
    assertThrows(ArithmeticException.class, () -> a.divide(BigDecimal.ONE, BigDecimal.ZERO));
    assertThrows(ArithmeticException.class, () -> a.sqrt(BigDecimal.ONE.negate()));
    assertThrows(
        IllegalArgumentException.class,
        () -> a.clamp(BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new ExactArithmetic(0));
  }
}
