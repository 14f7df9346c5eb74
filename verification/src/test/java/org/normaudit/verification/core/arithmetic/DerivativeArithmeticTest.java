package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;

class DerivativeArithmeticTest {
  private static final double U = 0x1p-53;
  private final DerivativeArithmetic a = new DerivativeArithmetic(2, 1);

  @Provide
  Arbitrary<Double> numbers() {
    return Finite.doubles(-100, 100);
  }

  @Property
  void valuesAreThoseOfBinary64(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    DerivativeStructure dx = a.variable(0, x);
    DerivativeStructure dy = a.constant(y);
    assertEquals(x + y, a.value(a.add(dx, dy)));
    assertEquals(x - y, a.value(a.subtract(dx, dy)));
    assertEquals(x * y + 0.0, a.value(a.multiply(dx, dy)) + 0.0);
    assertEquals(0 - x, a.value(a.negate(dx)) + 0.0);
    assertEquals(Math.sqrt(Math.abs(x)), a.value(a.sqrt(a.constant(Math.abs(x)))));
    Assume.that(y != 0);
    // The quotient is a product with a rounded reciprocal, and the quotient beside it is rounded
    // too.
    assertEquals(x / y, a.value(a.divide(dx, dy)), 4 * U * Math.abs(x / y));
  }

  /** Derivatives that are exact in binary64. */
  @Test
  void derivativesFollowTheRulesOfCalculus() {
    DerivativeStructure x = a.variable(0, 4);
    DerivativeStructure y = a.variable(1, 2);
    check(a.add(x, y), 6, 1, 1);
    check(a.subtract(x, y), 2, 1, -1);
    check(a.multiply(x, y), 8, 2, 4);
    check(a.divide(x, y), 2, 0.5, -1);
    check(a.negate(x), -4, -1, 0);
    check(a.sqrt(x), 2, 0.25, 0);
    check(a.stopGradient(a.multiply(x, y)), 8, 0, 0);
    check(a.clamp(x, a.constant(0), y), 2, 0, 1);
    check(a.clamp(x, a.constant(5), a.constant(6)), 5, 0, 0);
    check(a.clamp(x, a.constant(4), a.constant(6)), 4, 1, 0);
  }

  private static void check(DerivativeStructure s, double value, double byX, double byY) {
    assertEquals(value, s.getValue());
    assertEquals(byX, s.getPartialDerivative(1, 0) + 0.0);
    assertEquals(byY, s.getPartialDerivative(0, 1) + 0.0);
  }

  @Test
  void edges() {
    assertTrue(Double.isNaN(a.value(a.sqrt(a.constant(-1)))));
    assertTrue(
        Double.isNaN(a.value(a.clamp(a.constant(Double.NaN), a.constant(0), a.constant(1)))));
    assertThrows(
        IllegalArgumentException.class, () -> a.clamp(a.constant(0), a.constant(1), a.constant(0)));
    assertThrows(IllegalArgumentException.class, () -> a.variable(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new DerivativeArithmetic(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new DerivativeArithmetic(1, -1));
  }
}
