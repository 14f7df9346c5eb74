package org.normaudit.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A step in TensorFlow: a graph of the operation and its gradient, fed with tensors made once. */
final class TensorFlowStep implements BenchmarkedStep {
  private final LayerInput step;
  private final TensorFlowPeer.Layout layout;
  private final boolean training;
  private final Graph graph = new Graph();
  private final List<TFloat32> given = new ArrayList<>();
  private final List<Placeholder<TFloat32>> places = new ArrayList<>();
  private final List<Placeholder<TFloat32>> reserves = new ArrayList<>();
  private final TFloat32 dy;
  private final Placeholder<TFloat32> upstream;
  private final FusedBatchNorm<TFloat32, TFloat32> operation;
  private final FusedBatchNormGrad<TFloat32, TFloat32> gradient;
  private final Session session;
  private Result outputs;
  private Result gradients;

  TensorFlowStep(TensorFlowPeer.Layout layout, LayerInput step) {
    this.layout = layout;
    this.step = step;
    training = step.mode() == Mode.TRAINING;
    double momentum = Momentum.of(step, "TensorFlow", Sense.UPDATE_WEIGHT, Correction.BESSEL);
    Shape shape = step.shape();
    Ops ops = Ops.create(graph);
    given.add(tensor(step.x()));
    for (double[] values :
        List.of(step.gamma(), step.beta(), step.state().mean(), step.state().spread())) {
      given.add(
          TFloat32.tensorOf(
              org.tensorflow.ndarray.Shape.of(shape.channels()),
              DataBuffers.of(Tensors.floats(values))));
    }
    dy = tensor(step.dy());
    given.forEach(any -> places.add(ops.placeholder(TFloat32.class)));
    for (int i = 0; i < 3; i++) {
      reserves.add(ops.placeholder(TFloat32.class));
    }
    upstream = ops.placeholder(TFloat32.class);
    operation =
        FusedBatchNorm.create(
            ops.scope(),
            places.get(0),
            places.get(1),
            places.get(2),
            places.get(3),
            places.get(4),
            FusedBatchNorm.epsilon((float) step.epsilon())
                .exponentialAvgFactor((float) momentum)
                .dataFormat(layout.name())
                .isTraining(training));
    gradient =
        FusedBatchNormGrad.create(
            ops.scope(),
            upstream,
            places.get(0),
            places.get(1),
            reserves.get(0),
            reserves.get(1),
            reserves.get(2),
            FusedBatchNormGrad.epsilon((float) step.epsilon())
                .dataFormat(layout.name())
                .isTraining(training));
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(Peer.threads())
                .setInterOpParallelismThreads(1)
                .build());
  }

  private TFloat32 tensor(double[] values) {
    Shape shape = step.shape();
    return layout == TensorFlowPeer.Layout.NCHW
        ? TFloat32.tensorOf(
            org.tensorflow.ndarray.Shape.of(Tensors.nchw(shape)),
            DataBuffers.of(Tensors.floats(values)))
        : TFloat32.tensorOf(
            org.tensorflow.ndarray.Shape.of(shape.outer(), shape.inner(), 1, shape.channels()),
            DataBuffers.of(Tensors.floats(Tensors.toNhwc(shape, values))));
  }

  @Override
  public void forward() {
    if (outputs != null) {
      outputs.close();
    }
    Session.Runner runner = session.runner();
    for (int i = 0; i < places.size(); i++) {
      runner.feed(places.get(i), given.get(i));
    }
    outputs =
        runner
            .fetch(operation.y())
            .fetch(operation.batchMean())
            .fetch(operation.batchVariance())
            .fetch(operation.reserveSpace1())
            .fetch(operation.reserveSpace2())
            .fetch(operation.reserveSpace3())
            .run();
  }

  @Override
  public boolean hasBackward() {
    return true;
  }

  @Override
  public void backward() {
    if (gradients != null) {
      gradients.close();
    }
    // As the gradient that TensorFlow registers: the statistics kept, where they normalized.
    gradients =
        session
            .runner()
            .feed(upstream, dy)
            .feed(places.get(0), given.get(0))
            .feed(places.get(1), given.get(1))
            .feed(reserves.get(0), training ? outputs.get(3) : given.get(3))
            .feed(reserves.get(1), training ? outputs.get(4) : given.get(4))
            .feed(reserves.get(2), outputs.get(5))
            .fetch(gradient.xBackprop())
            .fetch(gradient.scaleBackprop())
            .fetch(gradient.offsetBackprop())
            .run();
  }

  @Override
  public LayerOutput results() {
    if (outputs == null) {
      forward();
    }
    if (gradients == null) {
      backward();
    }
    // The operation gives the updated statistics; a layer that is frozen does not take them.
    boolean takes = training && !Momentum.isFrozen(step) && step.shape().count() > 0;
    return LayerOutput.empty()
        .with(Quantity.Y, laidBack(outputs.get(0)))
        .with(Quantity.RUNNING_MEAN, takes ? read(outputs.get(1)) : step.state().mean())
        .with(Quantity.RUNNING_SPREAD, takes ? read(outputs.get(2)) : step.state().spread())
        .with(Quantity.DX, laidBack(gradients.get(0)))
        .with(Quantity.DGAMMA, read(gradients.get(1)))
        .with(Quantity.DBETA, read(gradients.get(2)));
  }

  private double[] laidBack(Tensor tensor) {
    double[] values = read(tensor);
    return layout == TensorFlowPeer.Layout.NCHW ? values : Tensors.toNchw(step.shape(), values);
  }

  private static double[] read(Tensor tensor) {
    float[] floats = new float[Math.toIntExact(tensor.shape().size())];
    if (floats.length > 0) {
      tensor.asRawTensor().data().asFloats().read(floats);
    }
    return Tensors.doubles(floats);
  }

  @Override
  public void close() {
    if (gradients != null) {
      gradients.close();
    }
    if (outputs != null) {
      outputs.close();
    }
    session.close();
    graph.close();
    given.forEach(Tensor::close);
    dy.close();
  }
}
