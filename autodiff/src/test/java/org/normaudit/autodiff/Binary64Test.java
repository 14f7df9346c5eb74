package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Binary64Test {

  private static final Binary64 A = Binary64.INSTANCE;

  @Property
  void operationsAreThoseOfJava(@ForAll double a, @ForAll double b) {
    assertEquals(a + b, A.add(a, b));
    assertEquals(a - b, A.subtract(a, b));
    assertEquals(a * b, A.multiply(a, b));
    assertEquals(a / b, A.divide(a, b));
    assertEquals(-a, A.negate(a));
    assertEquals(Math.sqrt(a), A.sqrt(a));
    assertEquals(a, A.stopGradient(a));
    assertEquals(a, A.value(A.constant(a)));
  }

  /** The values are those of the tape, to the bit. */
  @Property
  void tapeComputesTheSameValues(@ForAll double a, @ForAll double b) {
    Tape tape = new Tape();
    Tape.Var x = tape.variable(a);
    Tape.Var y = tape.constant(b);
    assertEquals(A.add(a, b), tape.value(tape.add(x, y)));
    assertEquals(A.subtract(a, b), tape.value(tape.subtract(x, y)));
    assertEquals(A.multiply(a, b), tape.value(tape.multiply(x, y)));
    assertEquals(A.divide(a, b), tape.value(tape.divide(x, y)));
    assertEquals(A.negate(a), tape.value(tape.negate(x)));
    assertEquals(A.sqrt(a), tape.value(tape.sqrt(x)));
    assertEquals(A.stopGradient(a), tape.value(tape.stopGradient(x)));
    assertEquals(A.clamp(a, b, b + 1), tape.value(tape.clamp(x, y, tape.add(y, tape.constant(1)))));
  }

  @Test
  void clampKeepsTheInsideAndNaN() {
    assertEquals(1.0, A.clamp(0.5, 1.0, 2.0));
    assertEquals(1.0, A.clamp(1.0, 1.0, 2.0));
    assertEquals(1.5, A.clamp(1.5, 1.0, 2.0));
    assertEquals(2.0, A.clamp(2.5, 1.0, 2.0));
    assertEquals(-0.0, A.clamp(-0.0, 0.0, 2.0));
    assertEquals(Double.NaN, A.clamp(Double.NaN, 1.0, 2.0));
    assertEquals(
        "clamp needs low <= high, neither of them NaN: low = NaN, high = 1.0",
        assertThrows(IllegalArgumentException.class, () -> A.clamp(0.0, Double.NaN, 1.0))
            .getMessage());
  }
}
