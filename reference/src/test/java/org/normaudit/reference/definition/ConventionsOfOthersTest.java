package org.normaudit.reference.definition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** What a scale that is not learned and a debiased average are, against their own definitions. */
class ConventionsOfOthersTest {
  private static final double U = Dtype.FLOAT64.unitRoundoff();
  private static final Convention PAPER = Convention.paper(LayerKind.BATCH_NORM);

  private static LayerOutput run(Convention convention, LayerInput input) {
    return new DefinedLayer<>(
            "definition",
            Binary64.INSTANCE,
            Dtype.FLOAT64,
            Map.of(LayerKind.BATCH_NORM, convention))
        .run(input);
  }

  private static LayerInput step(double... x) {
    return LayerInput.of(
            LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(x.length, 1, 1), x)
        .withDy(new double[] {1, -2, 0.5, 4})
        .withSecond(
            new SecondOrder(new double[] {3, 1, -1, 2}, new double[] {5}, new double[] {7}));
  }

  /** The average from 0, divided by the weight of its batches: 1 − mᵏ. */
  @Test
  void debiasedAverageIsTheKeptOneOverItsWeight() {
    double momentum = 0.75;
    Convention convention = PAPER.with(UpdateRule.Sense.DEBIASED);
    RunningStatistics state = RunningStatistics.initial(1);
    double kept = 0;
    double weight = 0;
    for (int k = 0; k < 6; k++) {
      double mean = 1 << k;
      LayerInput step =
          step(mean - 3, mean - 1, mean + 1, mean + 3)
              .withRule(UpdateRule.rate(momentum))
              .withState(state);
      LayerOutput output = run(convention, step);
      kept = momentum * kept + (1 - momentum) * mean;
      weight = momentum * weight + (1 - momentum);
      double observed = output.get(Quantity.RUNNING_MEAN)[0];
      // Both sums have positive terms only; six steps of at most four roundings each, on two sides.
      assertEquals(kept / weight, observed, 2 * 6 * 4 * U * kept / weight, "step " + k);
      double rate =
          new UpdateRule(UpdateRule.Sense.DEBIASED, momentum, PAPER.correction()).rateAt(k);
      assertEquals((1 - momentum) / (1 - Math.pow(momentum, k + 1)), rate, 16 * U * rate);
      state = new RunningStatistics(new double[] {observed}, new double[] {1}, k + 1);
    }
    assertEquals(
        1.0 / 7, new UpdateRule(UpdateRule.Sense.DEBIASED, 1, PAPER.correction()).rateAt(6));
    assertEquals(1, new UpdateRule(UpdateRule.Sense.DEBIASED, 0, PAPER.correction()).rateAt(6));
  }

  @Test
  void fixedScaleIsOneAndHasNoGradient() {
    Convention fixed = PAPER.with(Convention.Scale.FIXED);
    LayerInput step = step(1, 4, -2, 9);
    LayerOutput expected = run(PAPER, step);
    LayerOutput observed = run(fixed, step.withAffine(new double[] {3}, new double[] {0}));
    assertArrayEquals(expected.get(Quantity.Y), observed.get(Quantity.Y));
    assertArrayEquals(expected.get(Quantity.DX), observed.get(Quantity.DX));
    assertTrue(expected.get(Quantity.DGAMMA)[0] != 0);
    assertEquals(0, observed.get(Quantity.DGAMMA)[0]);
    assertEquals(0, observed.get(Quantity.GRAD_GAMMA)[0]);
  }
}
