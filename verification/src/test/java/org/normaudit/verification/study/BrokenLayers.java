package org.normaudit.verification.study;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.scalar.ReferenceLayer;

/** The reference with one mistake each. */
final class BrokenLayers {
  private static final NormalizationLayer REFERENCE = new ReferenceLayer();

  private BrokenLayers() {}

  /** Renormalization that does not apply r and d. */
  static NormalizationLayer withoutCorrections() {
    return reading(
        in ->
            in.layer() == LayerKind.BATCH_RENORM && in.mode() == Mode.TRAINING
                ? in.withClip(Clip.NONE)
                : in);
  }

  /** Normalizes with the running statistics in training, too. */
  static NormalizationLayer alwaysInferring() {
    return reading(in -> in.withMode(Mode.INFERENCE));
  }

  /** Normalizes with the batch's statistics at inference, too. */
  static NormalizationLayer alwaysTraining() {
    return reading(in -> in.withMode(Mode.TRAINING));
  }

  /** dx without the subtraction of the mean of the upstream gradient. */
  static NormalizationLayer gradientKeepsItsMean() {
    return changing(
        (in, out) -> {
          double[] dx = out.get(Quantity.DX).clone();
          double mean = 0;
          for (double each : in.dy()) {
            mean += each / in.dy().length;
          }
          for (int k = 0; k < dx.length; k++) {
            dx[k] += mean;
          }
          return out.with(Quantity.DX, dx);
        });
  }

  /** Renormalization that averages the variance and takes its root. */
  static NormalizationLayer averagingVariance() {
    return changing(
        (in, out) -> {
          if (in.layer() != LayerKind.BATCH_RENORM || in.mode() != Mode.TRAINING) {
            return out;
          }
          double rate = in.rule().rateAt(in.state().updates());
          double[] spread = in.state().spread().clone();
          for (int c = 0; c < spread.length; c++) {
            double sigma = spread[c] + (out.get(Quantity.RUNNING_SPREAD)[c] - spread[c]) / rate;
            spread[c] = Math.sqrt((1 - rate) * spread[c] * spread[c] + rate * sigma * sigma);
          }
          return out.with(Quantity.RUNNING_SPREAD, spread);
        });
  }

  private static NormalizationLayer reading(UnaryOperator<LayerInput> change) {
    return layer(in -> REFERENCE.run(change.apply(in)));
  }

  private static NormalizationLayer changing(
      BiFunction<LayerInput, LayerOutput, LayerOutput> change) {
    return layer(in -> change.apply(in, REFERENCE.run(in)));
  }

  private static NormalizationLayer layer(Function<LayerInput, LayerOutput> f) {
    return new NormalizationLayer() {
      @Override
      public Capabilities capabilities() {
        return REFERENCE.capabilities();
      }

      @Override
      public LayerOutput run(LayerInput input) {
        return f.apply(input);
      }
    };
  }
}
