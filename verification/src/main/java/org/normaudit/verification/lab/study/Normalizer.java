package org.normaudit.verification.lab.study;

import java.util.Arrays;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RenormSchedule;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/** A normalization layer while it trains: its settings, γ and β, and its running statistics. */
final class Normalizer {

  /**
   * What does not change while a layer trains.
   *
   * @param layer the implementation
   * @param schedule of the bounds of r and d; not read by layers without them
   */
  record Setting(
      Implementation layer, Layer kind, double epsilon, UpdateRule rule, RenormSchedule schedule) {

    /** Batch normalization. */
    static Setting batch(Implementation layer, double epsilon, double rate) {
      return new Setting(
          layer,
          Studied.BATCH_NORM,
          epsilon,
          UpdateRule.rate(rate),
          RenormSchedule.constant(Clip.NONE));
    }

    /** Batch renormalization. */
    static Setting renorm(
        Implementation layer, double epsilon, double rate, RenormSchedule schedule) {
      return new Setting(layer, Studied.BATCH_RENORM, epsilon, UpdateRule.rate(rate), schedule);
    }
  }

  private final Setting setting;
  private final double[] gamma;
  private final double[] beta;
  private RunningStatistics state;
  private long step;

  Normalizer(Setting setting, int channels) {
    this.setting = setting;
    this.gamma = new double[channels];
    Arrays.fill(gamma, 1);
    this.beta = new double[channels];
    this.state = RunningStatistics.initial(channels);
  }

  /** The output for m rows z, in either mode; nothing is updated. */
  double[] apply(double[] z, Mode mode) {
    return run(z, mode).get(Roles.Y);
  }

  /** All that the layer gives for m rows z, in either mode; nothing is updated. */
  StepOutput run(double[] z, Mode mode) {
    return setting.layer().run(input(z, mode));
  }

  /**
   * A training step: γ and β go down the gradient, the running statistics follow the batch.
   *
   * @param z m rows
   * @param dy the upstream gradient of its output
   * @return r and d where the layer has them, and dx
   */
  StepOutput train(double[] z, double[] dy, double rate) {
    StepOutput out = setting.layer().run(input(z, Mode.TRAINING).withDy(dy));
    for (int c = 0; c < gamma.length; c++) {
      gamma[c] -= rate * out.get(Roles.DGAMMA)[c];
      beta[c] -= rate * out.get(Roles.DBETA)[c];
    }
    state =
        new RunningStatistics(
            out.get(Roles.RUNNING_MEAN), out.get(Roles.RUNNING_SPREAD), state.updates() + 1);
    step++;
    return out;
  }

  /** Takes the statistics of these rows for the running ones. */
  void estimate(double[] z) {
    StepOutput out = setting.layer().run(input(z, Mode.TRAINING).withRule(UpdateRule.rate(1)));
    state = new RunningStatistics(out.get(Roles.RUNNING_MEAN), out.get(Roles.RUNNING_SPREAD), 1);
  }

  /** The bounds of r and d in the next step. */
  Clip clip() {
    return setting.schedule().at(step);
  }

  Setting setting() {
    return setting;
  }

  RunningStatistics state() {
    return state;
  }

  private Step input(double[] z, Mode mode) {
    Shape shape = new Shape(z.length / gamma.length, gamma.length, 1);
    return Step.of(setting.kind(), mode, Dtype.FLOAT64, shape, z)
        .withEpsilon(setting.epsilon())
        .withRule(setting.rule())
        .withClip(clip())
        .withAffine(gamma, beta)
        .withState(state);
  }
}
