package org.normaudit.benchmarks.peers;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** A step in PyTorch. Its outputs are new tensors each time, as its own layers have it. */
final class PyTorchStep implements BenchmarkedStep {
  private final NativeScope scope = new NativeScope();
  private final LayerInput step;
  private final boolean training;
  private final double momentum;
  private final boolean channelsLast;
  private final Tensor x;
  private final Tensor dy;
  private final Tensor mean;
  private final Tensor variance;
  private final TensorOptional gamma;
  private final TensorOptional beta;
  private final TensorOptional keptMean;
  private final TensorOptional keptVariance;
  private final BoolPointer everyGradient;
  private T_TensorTensorTensor_T outputs;
  private T_TensorTensorTensor_T gradients;

  PyTorchStep(LayerInput step, boolean channelsLast) {
    this.step = step;
    this.channelsLast = channelsLast;
    training = step.mode() == Mode.TRAINING;
    // As its layers do: one value a channel is refused, and no momentum is the cumulative mean.
    if (training && step.shape().count() == 1) {
      throw new UnsupportedOperationException(
          "PyTorch's layers refuse to train on one value a channel");
    }
    if (step.shape().size() == 0) {
      throw new UnsupportedOperationException(
          "PyTorch's layers keep empty tensors from these kernels, which divide by the count");
    }
    momentum =
        step.rule().sense() == Sense.CUMULATIVE
            ? step.rule().rateAt(step.state().updates())
            : Momentum.of(step, "PyTorch", Sense.UPDATE_WEIGHT, Correction.BESSEL);
    x = laidOut(step.x());
    dy = laidOut(step.dy());
    gamma = scope.hold(new TensorOptional(scope.hold(tensor(step.gamma()))));
    beta = scope.hold(new TensorOptional(scope.hold(tensor(step.beta()))));
    mean = scope.hold(tensor(step.state().mean()));
    variance = scope.hold(tensor(step.state().spread()));
    boolean keeps = !Momentum.isFrozen(step);
    keptMean = scope.hold(keeps ? new TensorOptional(mean) : new TensorOptional());
    keptVariance = scope.hold(keeps ? new TensorOptional(variance) : new TensorOptional());
    everyGradient = scope.hold(new BoolPointer(3)).put(0, true).put(1, true).put(2, true);
  }

  private Tensor laidOut(double[] values) {
    Tensor plain = scope.hold(tensor(values, Tensors.nchw(step.shape())));
    return channelsLast ? scope.hold(plain.contiguous(torch.MemoryFormat.ChannelsLast)) : plain;
  }

  private Tensor tensor(double[] values, long... dims) {
    long[] shape = dims.length == 0 ? new long[] {values.length} : dims;
    return step.dtype() == Dtype.FLOAT64
        ? Tensor.create(values, shape)
        : Tensor.create(Tensors.floats(values), shape);
  }

  @Override
  public void forward() {
    if (outputs != null) {
      outputs.deallocate();
    }
    outputs =
        torch.native_batch_norm(
            x, gamma, beta, keptMean, keptVariance, training, momentum, step.epsilon());
  }

  @Override
  public boolean hasBackward() {
    return true;
  }

  @Override
  public void backward() {
    if (gradients != null) {
      gradients.deallocate();
    }
    TensorOptional batchMean = new TensorOptional(outputs.get1());
    TensorOptional inverseSpread = new TensorOptional(outputs.get2());
    gradients =
        torch.native_batch_norm_backward(
            dy,
            x,
            gamma,
            keptMean,
            keptVariance,
            batchMean,
            inverseSpread,
            training,
            step.epsilon(),
            everyGradient);
    batchMean.deallocate();
    inverseSpread.deallocate();
  }

  @Override
  public LayerOutput results() {
    if (outputs == null) {
      forward();
    }
    if (gradients == null) {
      backward();
    }
    return LayerOutput.empty()
        .with(Quantity.Y, read(outputs.get0(), step.shape().size()))
        .with(Quantity.RUNNING_MEAN, read(mean, step.shape().channels()))
        .with(Quantity.RUNNING_SPREAD, read(variance, step.shape().channels()))
        .with(Quantity.DX, read(gradients.get0(), step.shape().size()))
        .with(Quantity.DGAMMA, read(gradients.get1(), step.shape().channels()))
        .with(Quantity.DBETA, read(gradients.get2(), step.shape().channels()));
  }

  private double[] read(Tensor tensor, int length) {
    double[] values = new double[length];
    if (length == 0) {
      return values;
    }
    try (Tensor plain = tensor.contiguous()) {
      if (step.dtype() == Dtype.FLOAT64) {
        plain.<DoubleBuffer>createBuffer().get(values);
        return values;
      }
      float[] floats = new float[length];
      plain.<FloatBuffer>createBuffer().get(floats);
      return Tensors.doubles(floats);
    }
  }

  @Override
  public void close() {
    if (gradients != null) {
      gradients.deallocate();
    }
    if (outputs != null) {
      outputs.deallocate();
    }
    scope.close();
  }
}
