package org.normaudit.verification.lab.study;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;

/** The reference with one mistake each. */
final class BrokenLayers {
  private static final Implementation REFERENCE = new ReferenceImplementation();

  private BrokenLayers() {}

  /** Renormalization that does not apply r and d. */
  static Implementation withoutCorrections() {
    return reading(
        in -> in.layer().has(Roles.R) && in.mode() == Mode.TRAINING ? in.withClip(Clip.NONE) : in);
  }

  /** Normalizes with the running statistics in training, too. */
  static Implementation alwaysInferring() {
    return reading(in -> in.withMode(Mode.INFERENCE));
  }

  /** Normalizes with the batch's statistics at inference, too. */
  static Implementation alwaysTraining() {
    return reading(in -> in.withMode(Mode.TRAINING));
  }

  /** dx without the subtraction of the mean of the upstream gradient. */
  static Implementation gradientKeepsItsMean() {
    return changing(
        (in, out) -> {
          double[] dx = out.get(Roles.DX).clone();
          double mean = 0;
          for (double each : in.dy()) {
            mean += each / in.dy().length;
          }
          for (int k = 0; k < dx.length; k++) {
            dx[k] += mean;
          }
          return out.with(Roles.DX, dx);
        });
  }

  /** Renormalization that averages the variance and takes its root. */
  static Implementation averagingVariance() {
    return changing(
        (in, out) -> {
          if (!in.layer().has(Roles.R) || in.mode() != Mode.TRAINING) {
            return out;
          }
          double rate = in.rule().rateAt(in.updates());
          double[] spread = in.state().spread().clone();
          for (int c = 0; c < spread.length; c++) {
            double sigma = spread[c] + (out.get(Roles.RUNNING_SPREAD)[c] - spread[c]) / rate;
            spread[c] = Math.sqrt((1 - rate) * spread[c] * spread[c] + rate * sigma * sigma);
          }
          return out.with(Roles.RUNNING_SPREAD, spread);
        });
  }

  private static Implementation reading(UnaryOperator<Step> change) {
    return layer(in -> REFERENCE.run(change.apply(in)));
  }

  private static Implementation changing(BiFunction<Step, StepOutput, StepOutput> change) {
    return layer(in -> change.apply(in, REFERENCE.run(in)));
  }

  private static Implementation layer(Function<Step, StepOutput> f) {
    return new Implementation() {
      @Override
      public Supported supported() {
        return REFERENCE.supported();
      }

      @Override
      public StepOutput run(Step input) {
        return f.apply(input);
      }
    };
  }
}
