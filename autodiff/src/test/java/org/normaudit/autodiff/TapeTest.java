package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeTest {

  private final Tape tape = new Tape();

  @Test
  void constantsAndStoppedValuesAreLeaves() {
    Tape.Var x = tape.variable(3);
    Tape.Var two = tape.constant(2);
    Tape.Var stopped = tape.stopGradient(tape.multiply(x, x));
    tape.sweep(tape.multiply(tape.multiply(two, stopped), x));
    assertEquals(18, tape.gradient(x));
    assertEquals(27, tape.gradient(two));
    assertEquals(6, tape.gradient(stopped));
  }

  @Test
  void outputThatOccursTwiceCountsTwice() {
    Tape.Var x = tape.variable(3);
    Tape.Var y = tape.multiply(x, x);
    tape.sweep(List.of(y, y, x), 1, 10, 100);
    assertEquals(11 * 6 + 100, tape.gradient(x));
  }

  @Test
  void sweepForgetsTheOneBefore() {
    Tape.Var x = tape.variable(3);
    Tape.Var y = tape.multiply(x, x);
    tape.sweep(y);
    tape.sweep(y);
    assertEquals(6, tape.gradient(x));
    assertEquals(1, tape.gradient(y));
  }

  @Test
  void recordingGoesOnAfterASweep() {
    Tape.Var x = tape.variable(3);
    Tape.Var y = tape.multiply(x, x);
    tape.sweep(y);
    Tape.Var z = tape.multiply(y, x);
    assertEquals(6, tape.gradient(x));
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> tape.gradient(z));
    assertEquals("there was no sweep since this variable was recorded: 27.0", e.getMessage());
    tape.sweep(z);
    assertEquals(27, tape.gradient(x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2})
  void clampPassesTheGradientInTheClosedInterval(double value) {
    assertArrayEquals(new double[] {1, 0, 0}, clampGradient(value));
  }

  @Test
  void clampSendsTheGradientToTheBoundThatIsPassed() {
    assertArrayEquals(new double[] {0, 1, 0}, clampGradient(Math.nextDown(1.0)));
    assertArrayEquals(new double[] {0, 0, 1}, clampGradient(Math.nextUp(2.0)));
    assertArrayEquals(new double[] {0, 1, 0}, clampGradient(Double.NEGATIVE_INFINITY));
    assertArrayEquals(new double[] {0, 0, 1}, clampGradient(Double.POSITIVE_INFINITY));
  }

  @Test
  void clampOfNaNIsNaNWithDerivativeNaN() {
    assertArrayEquals(new double[] {Double.NaN, 0, 0}, clampGradient(Double.NaN));
  }

  /** The derivatives of clamp(value, 1, 2) by its three operands. */
  private double[] clampGradient(double value) {
    List<Tape.Var> operands = tape.variables(value, 1, 2);
    Tape.Var clamped = tape.clamp(operands.get(0), operands.get(1), operands.get(2));
    assertEquals(value < 1 ? 1 : value > 2 ? 2 : value, tape.value(clamped));
    tape.sweep(clamped);
    return tape.gradient(operands);
  }

  @Test
  void clampRejectsAnEmptyInterval() {
    Tape.Var one = tape.variable(1);
    Tape.Var two = tape.variable(2);
    Tape.Var nan = tape.variable(Double.NaN);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> tape.clamp(one, two, one));
    assertEquals(
        "clamp needs low <= high, neither of them NaN: low = 2.0, high = 1.0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> tape.clamp(one, nan, two));
    assertThrows(IllegalArgumentException.class, () -> tape.clamp(one, two, nan));
  }

  @Test
  void rootHasAnInfiniteDerivativeAtZeroOfEitherSign() {
    for (double zero : new double[] {0.0, -0.0}) {
      Tape.Var x = tape.variable(zero);
      Tape.Var root = tape.sqrt(x);
      assertEquals(zero, tape.value(root));
      tape.sweep(root);
      assertEquals(Double.POSITIVE_INFINITY, tape.gradient(x));
    }
  }

  @Test
  void rootOfANegativeNumberIsNaNWithDerivativeNaN() {
    Tape.Var x = tape.variable(-1);
    Tape.Var root = tape.sqrt(x);
    assertEquals(Double.NaN, tape.value(root));
    tape.sweep(root);
    assertEquals(Double.NaN, tape.gradient(x));
  }

  @Test
  void adjointOfZeroPassesNothingOn() {
    Tape.Var x = tape.variable(0);
    Tape.Var root = tape.sqrt(x);
    Tape.Var clamped = tape.clamp(root, tape.constant(1), tape.constant(2));
    tape.divide(tape.constant(1), x); // recorded, but no output depends on it
    tape.sweep(List.of(clamped, root, x), 1, 0, 5);
    assertEquals(5, tape.gradient(x));
  }

  @Test
  void otherwiseInfinityTimesZeroIsNaN() {
    Tape.Var x = tape.variable(0);
    tape.sweep(tape.sqrt(tape.multiply(x, x)));
    assertEquals(Double.NaN, tape.gradient(x));
  }

  @Test
  void variableOfAnotherTapeIsRejected() {
    Tape.Var here = tape.variable(1);
    Tape.Var there = new Tape().variable(7);
    String message = "this variable belongs to another tape: 7.0";
    rejects(message, () -> tape.add(here, there));
    rejects(message, () -> tape.subtract(there, here));
    rejects(message, () -> tape.multiply(here, there));
    rejects(message, () -> tape.divide(there, here));
    rejects(message, () -> tape.negate(there));
    rejects(message, () -> tape.sqrt(there));
    rejects(message, () -> tape.clamp(there, here, here));
    rejects(message, () -> tape.clamp(here, there, here));
    rejects(message, () -> tape.clamp(here, here, there));
    rejects(message, () -> tape.stopGradient(there));
    rejects(message, () -> tape.value(there));
    rejects(message, () -> tape.sweep(there));
    rejects(message, () -> tape.sweep(List.of(here, there), 1, 1));
    tape.sweep(here);
    rejects(message, () -> tape.gradient(there));
    assertEquals(1, tape.nodes());
  }

  @Test
  void variableFromBeforeAClearIsRejected() {
    Tape.Var x = tape.variable(7);
    Tape.Var c = tape.constant(8);
    tape.sweep(x);
    tape.clear();
    Tape.Var fresh = tape.variable(1);
    rejects(
        "this variable was recorded before the tape was cleared: 7.0", () -> tape.add(fresh, x));
    rejects(
        "this variable was recorded before the tape was cleared: 8.0", () -> tape.add(c, fresh));
    rejects("this variable was recorded before the tape was cleared: 7.0", () -> tape.gradient(x));
    assertThrows(IllegalStateException.class, () -> tape.gradient(fresh));
  }

  private static void rejects(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void upstreamNeedsOneWeightForEachOutput() {
    Tape.Var x = tape.variable(1);
    rejects(
        "the upstream gradient needs one weight for each output: 1 weights for 2 outputs",
        () -> tape.sweep(List.of(x, x), 1));
  }

  @Test
  void gradientReachesTheFirstNode() {
    Tape.Var x = tape.variable(2);
    Tape.Var sum = x;
    for (int i = 1; i < 3 * Tape.BLOCK; i++) {
      sum = tape.add(sum, x);
    }
    tape.sweep(sum);
    assertEquals(3 * Tape.BLOCK, tape.nodes());
    assertEquals(3 * Tape.BLOCK, tape.gradient(x));
  }

  @Test
  void clearedTapeComputesAsAFreshOne() {
    double[] first = chain(2 * Tape.BLOCK + 3);
    tape.clear();
    assertEquals(0, tape.nodes());
    double[] shorter = chain(5);
    tape.clear();
    double[] again = chain(2 * Tape.BLOCK + 3);
    assertArrayEquals(first, again);
    assertArrayEquals(new double[] {32, 5 * 16}, shorter);
  }

  /** Products by a base of 2, every sixth replaced by a division by 2⁵: exact at any length. */
  private double[] chain(int products) {
    Tape.Var base = tape.variable(2);
    Tape.Var one = tape.constant(1);
    Tape.Var power = one;
    for (int i = 0; i < products; i++) {
      power = i % 6 == 5 ? tape.divide(power, tape.constant(32)) : tape.multiply(power, base);
    }
    tape.sweep(power);
    return new double[] {tape.value(power), tape.gradient(base)};
  }

  @Test
  void nodesGrowLinearlyWithOperations() {
    for (int size : new int[] {1, 2, 1000, 2000, 4000}) {
      tape.clear();
      Tape.Var sum = tape.variable(0);
      for (int i = 0; i < size; i++) {
        sum = tape.add(sum, tape.multiply(sum, tape.constant(i)));
      }
      assertEquals(1 + 3 * size, tape.nodes());
    }
  }

  @Test
  void fullTapeSaysHowManyNodesItHolds() {
    Tape small = new Tape(2);
    List<Tape.Var> variables = small.variables(new double[2 * Tape.BLOCK]);
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> small.variable(1));
    assertEquals("a tape holds at most 8192 nodes", e.getMessage());
    small.sweep(variables.get(2 * Tape.BLOCK - 1));
    assertEquals(0, small.gradient(variables.get(0)));
    assertEquals(1, small.gradient(variables.get(2 * Tape.BLOCK - 1)));
  }

  @Test
  void variablePrintsItsValue() {
    assertEquals("1.5", tape.variable(1.5).toString());
  }
}
