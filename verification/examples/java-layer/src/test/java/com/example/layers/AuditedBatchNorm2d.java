package com.example.layers;

import java.util.EnumSet;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule;

/** Hands the audit's steps to {@link BatchNorm2d}, and its results back, as they are. */
public final class AuditedBatchNorm2d implements NormalizationLayer {

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "BatchNorm2d",
        "Java " + Runtime.version(),
        Set.of(LayerKind.BATCH_NORM),
        Set.of(Mode.TRAINING),
        Set.of(Dtype.FLOAT32),
        EnumSet.of(
            Quantity.Y,
            Quantity.RUNNING_MEAN,
            Quantity.RUNNING_SPREAD,
            Quantity.DX,
            Quantity.DGAMMA,
            Quantity.DBETA));
  }

  @Override
  public LayerOutput run(LayerInput step) {
    if (step.rule().sense() == UpdateRule.Sense.FROZEN) {
      throw new UnsupportedOperationException("the running statistics cannot be frozen");
    }
    int channels = step.shape().channels();
    BatchNorm2d layer =
        new BatchNorm2d(channels, (float) step.epsilon(), (float) step.rule().momentum());
    copy(step.gamma(), layer.gamma());
    copy(step.beta(), layer.beta());
    copy(step.state().mean(), layer.runningMean());
    copy(step.state().spread(), layer.runningVariance());

    int n = step.shape().outer();
    int pixels = step.shape().inner();
    float[] dgamma = new float[channels];
    float[] dbeta = new float[channels];
    float[] y = layer.forward(floats(step.x()), n, pixels);
    float[] dx = layer.backward(floats(step.dy()), n, pixels, dgamma, dbeta);
    return LayerOutput.empty()
        .with(Quantity.Y, doubles(y))
        .with(Quantity.RUNNING_MEAN, doubles(layer.runningMean()))
        .with(Quantity.RUNNING_SPREAD, doubles(layer.runningVariance()))
        .with(Quantity.DX, doubles(dx))
        .with(Quantity.DGAMMA, doubles(dgamma))
        .with(Quantity.DBETA, doubles(dbeta));
  }

  private static void copy(double[] from, float[] to) {
    System.arraycopy(floats(from), 0, to, 0, to.length);
  }

  // The audit's numbers are binary32 already: nothing is rounded here.
  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
