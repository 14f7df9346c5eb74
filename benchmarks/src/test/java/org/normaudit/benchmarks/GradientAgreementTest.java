package org.normaudit.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.Bounds;

/** Every way to the gradient that is timed gives the same gradient. */
class GradientAgreementTest {
  private static final double U = Dtype.FLOAT64.unitRoundoff();

  /**
   * A partial derivative of one operation, and its product with an adjoint or a tangent, take at
   * most four roundings where the formula for dx takes one: the reciprocal, the two products and
   * the sum that Commons Math makes of a quotient.
   */
  private static final double DIFFERENTIATED = 4 * U;

  private final BatchNormLoss loss = new BatchNormLoss();

  @Test
  void tape() {
    assertAgrees(loss.byTape());
  }

  @Test
  void derivativeStructure() {
    assertAgrees(loss.byDerivativeStructure());
  }

  @Test
  void hipparchusGradient() {
    assertAgrees(loss.byGradient());
  }

  private void assertAgrees(double[] gradient) {
    double[] expected = loss.analytic();
    double[] analytic = allowed(U);
    double[] differentiated = allowed(DIFFERENTIATED);
    assertEquals(BatchNormLoss.VALUES, gradient.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], gradient[i], analytic[i] + differentiated[i], "dx " + i);
    }
  }

  private double[] allowed(double roundoff) {
    Step step = ClassicalView.step(loss.step());
    return Bounds.ofPrecision(step, step.layer().paper(), roundoff).get(Roles.DX);
  }

  /** A round of the chain is v ← v + 1 − x, and at x = 1 all of it is exact in binary64. */
  @Test
  void chainOfTheTapeBenchmark() {
    Tape tape = new Tape();
    Tape.Var x = tape.variable(1);
    Tape.Var last = TapeBenchmark.chain(tape, x);
    tape.sweep(last);
    assertEquals(TapeBenchmark.NODES + 1, tape.nodes());
    assertEquals(1, tape.value(last));
    assertEquals(1 - TapeBenchmark.NODES / 4, tape.gradient(x));
  }
}
