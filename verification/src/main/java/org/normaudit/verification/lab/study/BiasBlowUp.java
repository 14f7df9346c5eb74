package org.normaudit.verification.lab.study;

import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;

/**
 * A bias b before a layer that subtracts a moving mean, without a gradient through it, drifts for
 * ever; before batch normalization and renormalization it stays. The loss is ½·ū((y−1)²) of y = u +
 * b − μ, with ū(u) = 0 and ū(u²) = 1.
 *
 * <p>With e = b − μ, a step first moves μ by αe, then b by −η((1−α)e − 1): e settles at η/(α+η−αη),
 * and b then moves by ηα/(α+η−αη) a step, which is ηα/(α+η) to first order. At α = 1 the mean is
 * the batch's own, taken for a constant: b moves by η a step and the loss stays at 1.
 */
record BiasBlowUp(Implementation layer) implements Study {
  private static final double RATE = 0.1;
  private static final double ALPHA = 0.01;
  private static final int STEPS = 4000;
  private static final double[] U = {1, -1, 1, -1};
  private static final Shape SHAPE = new Shape(U.length, 1, 1);

  @Override
  public String name() {
    return "bias-blow-up";
  }

  @Override
  public String claim() {
    return "Normalizing with moving averages in training lets a bias grow without limit; batch"
        + " normalization and renormalization do not";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, section 3; arXiv:1502.03167, section 2";
  }

  @Override
  public String refutedBy() {
    return "a velocity off the predicted one by more than roundings, or a bias that moves under"
        + " either layer by more than the bounds of its gradients add up to, in "
        + STEPS
        + " steps; nothing is random";
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    Drift moving = underMovingMean(ALPHA);
    Drift current = underMovingMean(1);
    Drift norm = underLayer(Studied.BATCH_NORM);
    Drift renorm = underLayer(Studied.BATCH_RENORM);
    double[] steps = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      steps[t] = t + 1;
    }
    progress.run();
    return new Outcome(
        List.of(
            velocity("velocity of the bias under a moving mean, a step", moving, ALPHA),
            velocity("the same where the mean is the batch's own, held constant", current, 1),
            Finding.equal(
                "loss after " + STEPS + " steps with the batch's own mean held constant",
                current.loss,
                1,
                // (y−1)² is 0 or 4 and has twice y's relative error.
                2 * 4 * rounding(current.last()),
                "roundings"),
            stays(norm, "normalization"),
            stays(renorm, "renormalization")),
        List.of(
            Plot.linear(
                "step",
                "bias",
                new Plot.Curve("moving mean", steps, moving.b),
                new Plot.Curve("batch normalization", steps, norm.b),
                new Plot.Curve("batch renormalization", steps, renorm.b))));
  }

  private static Finding velocity(String what, Drift drift, double alpha) {
    int half = STEPS / 2;
    double transientLeft = Math.pow((1 - alpha) * (1 - RATE), half);
    return Finding.equal(
        what,
        (drift.last() - drift.b[half - 1]) / (STEPS - half),
        RATE * alpha / (alpha + RATE - alpha * RATE),
        transientLeft + rounding(drift.last()),
        "what is left of the transient, and roundings");
  }

  private static Finding stays(Drift drift, String layer) {
    return Finding.equal(
        String.format(Locale.ROOT, "bias under batch %s after %d steps", layer, STEPS),
        drift.last(),
        0,
        drift.allowed,
        "the bounds of all gradients, added up");
  }

  // A step has at most twelve roundings of numbers up to |b| + 2, and moves b by what is left of
  // them.
  private static double rounding(double b) {
    return 12 * 0x1p-53 * (Math.abs(b) + 2);
  }

  private record Drift(double[] b, double loss, double allowed) {
    double last() {
      return b[b.length - 1];
    }
  }

  // Inference's layer with a mean that moves all the same, as its gradient knows nothing of it.
  private Drift underMovingMean(double alpha) {
    UpdateRule rule = UpdateRule.rate(alpha);
    double[] trace = new double[STEPS];
    double[] one = {1};
    double b = 0;
    double loss = 0;
    RunningStatistics state = RunningStatistics.initial(1);
    for (int t = 0; t < STEPS; t++) {
      state = state.updated(rule, new double[] {b}, one);
      Step in =
          Step.of(Studied.BATCH_NORM, Mode.INFERENCE, Dtype.FLOAT64, SHAPE, shifted(b))
              .withEpsilon(0)
              .withState(state);
      double[] dy = lossGradient(layer.run(in));
      loss = 0;
      for (double each : dy) {
        loss += each * each * U.length / 2;
      }
      b -= RATE * sum(layer.run(in.withDy(dy)).get(Roles.DX));
      trace[t] = b;
    }
    return new Drift(trace, loss, 0);
  }

  private Drift underLayer(Layer kind) {
    double[] trace = new double[STEPS];
    double allowed = 0;
    double b = 0;
    RunningStatistics state = RunningStatistics.initial(1);
    for (int t = 0; t < STEPS; t++) {
      Step in =
          Step.of(kind, Mode.TRAINING, Dtype.FLOAT64, SHAPE, shifted(b))
              .withClip(kind.has(Roles.R) ? Clip.symmetric(3, 5) : Clip.NONE)
              .withState(state);
      in = in.withDy(lossGradient(layer.run(in)));
      StepOutput out = layer.run(in);
      b -= RATE * sum(out.get(Roles.DX));
      Bounds bounds = Bounds.of(in, kind.paper(), ErrorModel.ieee(Dtype.FLOAT64));
      allowed += RATE * sum(bounds.get(Roles.DX));
      trace[t] = b;
      state =
          new RunningStatistics(out.get(Roles.RUNNING_MEAN), out.get(Roles.RUNNING_SPREAD), t + 1);
    }
    return new Drift(trace, 0, allowed);
  }

  private static double[] shifted(double b) {
    double[] x = U.clone();
    for (int k = 0; k < x.length; k++) {
      x[k] += b;
    }
    return x;
  }

  private static double[] lossGradient(StepOutput forward) {
    double[] dy = forward.get(Roles.Y).clone();
    for (int k = 0; k < dy.length; k++) {
      dy[k] = (dy[k] - 1) / dy.length;
    }
    return dy;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
