package org.normaudit.benchmarks.peers;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** A step in DL4J's layer object. */
final class Dl4jStep implements BenchmarkedStep {
  private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
  private final LayerInput step;
  private final DataType type;
  private final Layer layer;
  private final INDArray x;
  private final INDArray dy;
  private INDArray y;
  private Pair<Gradient, INDArray> gradients;

  Dl4jStep(LayerInput step) {
    this.step = step;
    if (Momentum.isFrozen(step)) {
      throw new UnsupportedOperationException("DL4J's layer always updates when it trains");
    }
    type = step.dtype() == Dtype.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT;
    int channels = step.shape().channels();
    NeuralNetConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .layer(
                new BatchNormalization.Builder()
                    .decay(Momentum.of(step, "DL4J", Sense.DECAY, Correction.BIASED))
                    .eps(step.epsilon())
                    .useLogStd(false)
                    .nIn(channels)
                    .nOut(channels)
                    .build())
            .build();
    long count = configuration.getLayer().initializer().numParams(configuration);
    layer =
        configuration
            .getLayer()
            .instantiate(configuration, null, 0, Nd4j.create(type, 1, count), true, type);
    layer.setBackpropGradientsViewArray(Nd4j.create(type, 1, count));
    set(BatchNormalizationParamInitializer.GAMMA, step.gamma());
    set(BatchNormalizationParamInitializer.BETA, step.beta());
    set(BatchNormalizationParamInitializer.GLOBAL_MEAN, step.state().mean());
    set(BatchNormalizationParamInitializer.GLOBAL_VAR, step.state().spread());
    x = Nd4j.create(step.x(), Tensors.nchw(step.shape()), type);
    dy = Nd4j.create(step.dy(), Tensors.nchw(step.shape()), type);
  }

  private void set(String parameter, double[] values) {
    layer.getParam(parameter).assign(Nd4j.create(values, new long[] {1, values.length}, type));
  }

  @Override
  public void forward() {
    layer.setInput(x, workspaces);
    y = layer.activate(true, workspaces);
  }

  @Override
  public boolean hasBackward() {
    return true;
  }

  // It drops x̂ once it has gone back.
  @Override
  public boolean isBackwardRepeatable() {
    return false;
  }

  @Override
  public void backward() {
    gradients = layer.backpropGradient(dy, workspaces);
  }

  @Override
  public LayerOutput results() {
    if (y == null) {
      forward();
    }
    if (gradients == null) {
      backward();
    }
    return LayerOutput.empty()
        .with(Quantity.Y, read(y))
        .with(Quantity.RUNNING_MEAN, updated(BatchNormalizationParamInitializer.GLOBAL_MEAN))
        .with(Quantity.RUNNING_SPREAD, updated(BatchNormalizationParamInitializer.GLOBAL_VAR))
        .with(Quantity.DX, read(gradients.getSecond()))
        .with(Quantity.DGAMMA, gradient(BatchNormalizationParamInitializer.GAMMA))
        .with(Quantity.DBETA, gradient(BatchNormalizationParamInitializer.BETA));
  }

  private double[] gradient(String parameter) {
    return read(gradients.getFirst().getGradientFor(parameter));
  }

  // The layer gives old − new as a gradient, and its network subtracts that from the parameters.
  private double[] updated(String parameter) {
    INDArray change = gradients.getFirst().getGradientFor(parameter);
    return read(layer.getParam(parameter).sub(change));
  }

  private static double[] read(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  @Override
  public void close() {
    x.close();
    dy.close();
  }
}
