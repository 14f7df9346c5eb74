package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

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
}
