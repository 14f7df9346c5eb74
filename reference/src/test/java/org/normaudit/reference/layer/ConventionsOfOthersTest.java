package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.RandomSteps;

/**
 * What a scale that is not learned, one stored as w and a debiased average are, against their own
 * definitions.
 */
class ConventionsOfOthersTest {
  private static final double U = Dtype.FLOAT64.unitRoundoff();
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Convention PAPER = BATCH_NORM.paper();

  private static StepOutput run(Convention convention, Step input) {
    return new DefinedLayer<>(
            "definition", Binary64.INSTANCE, Dtype.FLOAT64, Map.of(input.layer(), convention))
        .run(input);
  }

  private static Step step(double... x) {
    return Step.of(BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(x.length, 1, 1), x)
        .withDy(new double[] {1, -2, 0.5, 4})
        .withSecond(
            new SecondOrder(new double[] {3, 1, -1, 2}, new double[] {5}, new double[] {7}));
  }

  /** The average from 0, divided by the weight of its batches: 1 − mᵏ. */
  @Test
  void debiasedAverageIsTheKeptOneOverItsWeight() {
    double momentum = 0.75;
    Convention convention = PAPER.with(Coordinates.SENSE, UpdateRule.Sense.DEBIASED);
    RunningStatistics state = RunningStatistics.initial(1);
    double kept = 0;
    double weight = 0;
    for (int k = 0; k < 6; k++) {
      double mean = 1 << k;
      Step step =
          step(mean - 3, mean - 1, mean + 1, mean + 3)
              .withRule(UpdateRule.rate(momentum))
              .withState(state);
      StepOutput output = run(convention, step);
      kept = momentum * kept + (1 - momentum) * mean;
      weight = momentum * weight + (1 - momentum);
      double observed = output.get(Roles.RUNNING_MEAN)[0];
      // Both sums have positive terms only; six steps of at most four roundings each, on two sides.
      assertEquals(kept / weight, observed, 2 * 6 * 4 * U * kept / weight, "step " + k);
      double rate =
          new UpdateRule(UpdateRule.Sense.DEBIASED, momentum, PAPER.get(Coordinates.CORRECTION))
              .rateAt(k);
      assertEquals((1 - momentum) / (1 - Math.pow(momentum, k + 1)), rate, 16 * U * rate);
      state = new RunningStatistics(new double[] {observed}, new double[] {1}, k + 1);
    }
    assertEquals(
        1.0 / 7,
        new UpdateRule(UpdateRule.Sense.DEBIASED, 1, PAPER.get(Coordinates.CORRECTION)).rateAt(6));
    assertEquals(
        1,
        new UpdateRule(UpdateRule.Sense.DEBIASED, 0, PAPER.get(Coordinates.CORRECTION)).rateAt(6));
  }

  @Test
  void fixedScaleIsOneAndHasNoGradient() {
    Convention fixed = PAPER.with(Coordinates.SCALE, Convention.Scale.FIXED);
    Step step = step(1, 4, -2, 9);
    StepOutput expected = run(PAPER, step);
    StepOutput observed = run(fixed, step.withAffine(new double[] {3}, new double[] {0}));
    assertArrayEquals(expected.get(Roles.Y), observed.get(Roles.Y));
    assertArrayEquals(expected.get(Roles.DX), observed.get(Roles.DX));
    assertTrue(expected.get(Roles.DGAMMA)[0] != 0);
    assertEquals(0, observed.get(Roles.DGAMMA)[0]);
    assertEquals(0, observed.get(Roles.GRAD_GAMMA)[0]);
  }

  /** With sums 1 + w that binary64 has, bit for bit. */
  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void aScaleStoredAsWIsOnePlusW(Layer layer) {
    for (Mode mode : Mode.values()) {
      Step step = RandomSteps.of(layer, mode, new Shape(2, 4, 3), 7);
      double[] w = {0.25, -1, -0x1p-40, 3};
      double[] gamma = {1.25, 0, 1 - 0x1p-40, 4};
      StepOutput expected = run(layer.paper(), step.withAffine(gamma, step.beta()));
      StepOutput observed = run(onePlus(layer), step.withAffine(w, step.beta()));
      assertEquals(expected.roles(), observed.roles());
      for (Role role : expected.roles()) {
        assertArrayEquals(expected.get(role), observed.get(role), layer + " " + role);
      }
    }
  }

  private static Convention onePlus(Layer layer) {
    return layer.paper().with(Coordinates.GAMMA_FORM, Convention.GammaForm.ONE_PLUS);
  }

  /** A γ that is no parameter, or not learned, is 1 in either form. */
  @Test
  void aScaleOfOneHasNoForm() {
    Step plain = step(1, 4, -2, 9);
    Convention onePlus = onePlus(BATCH_NORM);
    Convention fixed = onePlus.with(Coordinates.SCALE, Convention.Scale.FIXED);
    double[] expected = run(PAPER, plain).get(Roles.Y);
    assertArrayEquals(expected, run(onePlus, plain).get(Roles.Y));
    assertArrayEquals(expected, run(fixed, plain).get(Roles.Y));
    Step affine = plain.withAffine(new double[] {3}, new double[] {0});
    assertArrayEquals(expected, run(fixed, affine).get(Roles.Y));
    assertEquals(0, run(fixed, affine).get(Roles.DGAMMA)[0]);
  }

  /** The sum is the arithmetic's own: decimals keep a w that binary64 would lose. */
  @Test
  void aSmallWIsNotRoundedAway() {
    DecimalArithmetic a = new DecimalArithmetic();
    Step small = step(1, 9, 9, 1).withEpsilon(9).withAffine(new double[] {0x1p-55}, new double[1]);
    BlockStep<BigDecimal> block = BlockStep.of(new Algebra<>(a), small, 0);
    BigDecimal y = block.evaluate(onePlus(BATCH_NORM)).result(Roles.Y).get(1);
    // σ = √(16 + 9), so x̂ = ±4/5.
    BigDecimal expected = new BigDecimal("0.8").multiply(a.constant(0x1p-55).add(BigDecimal.ONE));
    assertEquals(0, expected.compareTo(y), () -> y + " is not " + expected);
  }
}
