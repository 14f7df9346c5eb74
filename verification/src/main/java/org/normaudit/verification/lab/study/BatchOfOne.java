package org.normaudit.verification.lab.study;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/**
 * Batches of one value: batch normalization forgets its input, renormalization keeps it through d,
 * and the running σ sinks to √ε as σ_n = √ε + (σ₀ − √ε)(1−α)ⁿ.
 */
record BatchOfOne(Implementation layer) implements Study {
  private static final int STEPS = 200;
  private static final double ALPHA = 0.05;
  private static final double EPSILON = 1e-3;

  @Override
  public String name() {
    return "batch-of-one";
  }

  @Override
  public String claim() {
    return "with one value a channel batch normalization gives beta whatever x is, and"
        + " renormalization gives inference's output while its sigma sinks to the root of"
        + " epsilon";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, sections 1 and 5; derived";
  }

  @Override
  public String refutedBy() {
    return "any output of normalization but 0, a gap of renormalization beyond four roundings, or a"
        + " running sigma off its recurrence, in "
        + STEPS
        + " steps";
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    double[] steps = new double[STEPS];
    double[] sigma = new double[STEPS];
    double worstNorm = 0;
    double worstGap = 0;
    double allowedGap = 0;
    RunningStatistics state = RunningStatistics.initial(1);
    double infinite = Double.POSITIVE_INFINITY;
    for (int t = 0; t < STEPS; t++) {
      double[] x = {StrictMath.sin(t + seed)};
      Step renorm =
          Step.of(Studied.BATCH_RENORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(1, 1, 1), x)
              .withEpsilon(EPSILON)
              .withRule(UpdateRule.rate(ALPHA))
              .withClip(Clip.symmetric(infinite, infinite))
              .withState(state);
      StepOutput out = layer.run(renorm);
      double y = out.get(Roles.Y)[0];
      double inference = layer.run(renorm.withMode(Mode.INFERENCE)).get(Roles.Y)[0];
      worstGap = Math.max(worstGap, Math.abs(y - inference));
      // One subtraction and one division on each side.
      allowedGap = Math.max(allowedGap, 4 * 0x1p-53 * Math.abs(inference));
      worstNorm =
          Math.max(
              worstNorm,
              Math.abs(
                  layer.run(renorm.withLayer(Studied.BATCH_NORM).withClip(Clip.NONE))
                      .get(Roles.Y)[0]));
      state =
          new RunningStatistics(out.get(Roles.RUNNING_MEAN), out.get(Roles.RUNNING_SPREAD), t + 1);
      steps[t] = t + 1;
      sigma[t] = state.spread()[0];
    }
    double floor = Math.sqrt(EPSILON);
    progress.run();
    double expected = floor + (1 - floor) * Math.pow(1 - ALPHA, STEPS);
    return new Outcome(
        List.of(
            Finding.equal("largest |y| of batch normalization", worstNorm, 0, 0, "exact"),
            Finding.equal(
                "largest gap of renormalization between training and inference",
                worstGap,
                0,
                allowedGap,
                "four roundings"),
            Finding.equal(
                "running sigma after " + STEPS + " steps",
                sigma[STEPS - 1],
                expected,
                // Each step has four roundings of numbers up to 1, and what came before shrinks by
                // 1−α.
                4 * 0x1p-53 / ALPHA,
                "roundings of the recurrence")),
        List.of(
            Plot.linear("step", "running sigma", new Plot.Curve("running sigma", steps, sigma))));
  }
}
