package org.normaudit.verification.study;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.bound.ErrorModel;

/**
 * A bias b before a layer that subtracts a moving mean, without a gradient through it, drifts for
 * ever; before batch normalization and renormalization it stays. The loss is ½·ū((y−1)²) of y = u +
 * b − μ, with ū(u) = 0.
 *
 * <p>With e = b − μ, a step first moves μ by αe, then b by −η((1−α)e − 1): e settles at η/(α+η−αη),
 * and b then moves by ηα/(α+η−αη) a step, which is ηα/(α+η) to first order.
 */
final class BiasBlowUp implements Study {
  private static final double RATE = 0.1;
  private static final double ALPHA = 0.01;
  private static final int STEPS = 4000;
  private static final double[] U = {1, -1, 1, -1};

  @Override
  public String name() {
    return "bias-blow-up";
  }

  @Override
  public String claim() {
    return "Normalizing with moving averages in training lets a bias grow without limit (arXiv:1702.03275,"
        + " section 3); batch normalization and renormalization do not";
  }

  @Override
  public Outcome run(long seed) {
    double[] steps = new double[STEPS];
    double[] moving = new double[STEPS];
    double b = 0;
    double mean = 0;
    for (int t = 0; t < STEPS; t++) {
      mean += ALPHA * (b - mean);
      b -= RATE * (b - mean - 1);
      steps[t] = t + 1;
      moving[t] = b;
    }
    double velocity = (moving[STEPS - 1] - moving[STEPS / 2]) / (STEPS / 2 - 1);
    double expected = RATE * ALPHA / (ALPHA + RATE - ALPHA * RATE);
    // The transient has died away by (1−α)(1−η) to the power of STEPS/2; a step has five roundings.
    double transientLeft = Math.pow((1 - ALPHA) * (1 - RATE), STEPS / 2.0);
    double rounding = 5 * STEPS * 0x1p-53 * b / (STEPS / 2 - 1);
    Drift norm = drift(LayerKind.BATCH_NORM);
    Drift renorm = drift(LayerKind.BATCH_RENORM);
    return new Outcome(
        List.of(
            new Finding(
                "velocity of the bias under a moving mean, a step",
                velocity,
                expected,
                transientLeft + rounding,
                "what is left of the transient, and roundings"),
            new Finding(
                "bias under batch normalization after " + STEPS + " steps",
                norm.b[STEPS - 1],
                0,
                norm.allowed,
                "the bounds of all gradients, added up"),
            new Finding(
                "bias under batch renormalization after " + STEPS + " steps",
                renorm.b[STEPS - 1],
                0,
                renorm.allowed,
                "the bounds of all gradients, added up")),
        "step",
        "bias",
        List.of(
            new Curve("moving mean", steps, moving),
            new Curve("batch normalization", steps, norm.b),
            new Curve("batch renormalization", steps, renorm.b)));
  }

  private record Drift(double[] b, double allowed) {}

  private static Drift drift(LayerKind layer) {
    ReferenceLayer reference = new ReferenceLayer();
    int m = U.length;
    Shape shape = new Shape(m, 1, 1);
    double[] trace = new double[STEPS];
    double allowed = 0;
    double b = 0;
    RunningStatistics state = RunningStatistics.initial(1);
    for (int t = 0; t < STEPS; t++) {
      double[] x = new double[m];
      for (int k = 0; k < m; k++) {
        x[k] = U[k] + b;
      }
      LayerInput in =
          LayerInput.of(layer, Mode.TRAINING, Dtype.FLOAT64, shape, x)
              .withClip(layer == LayerKind.BATCH_RENORM ? Clip.symmetric(3, 5) : Clip.NONE)
              .withState(state);
      LayerOutput forward = reference.run(in);
      double[] dy = new double[m];
      for (int k = 0; k < m; k++) {
        dy[k] = (forward.get(Quantity.Y)[k] - 1) / m;
      }
      LayerOutput out = reference.run(in.withDy(dy));
      double gradient = 0;
      for (double dx : out.get(Quantity.DX)) {
        gradient += dx;
      }
      Bounds bounds =
          Bounds.of(in.withDy(dy), Convention.paper(layer), ErrorModel.ieee(Dtype.FLOAT64));
      for (double bound : bounds.get(Quantity.DX)) {
        allowed += RATE * bound;
      }
      b -= RATE * gradient;
      trace[t] = b;
      state =
          new RunningStatistics(
              out.get(Quantity.RUNNING_MEAN), out.get(Quantity.RUNNING_SPREAD), t + 1);
    }
    return new Drift(trace, allowed);
  }
}
