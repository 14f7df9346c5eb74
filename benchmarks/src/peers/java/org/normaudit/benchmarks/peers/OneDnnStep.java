package org.normaudit.benchmarks.peers;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/** A step in oneDNN: both primitives are made once, and executed as often as wished. */
final class OneDnnStep implements BenchmarkedStep {
  private final NativeScope scope = new NativeScope();
  private final Shape shape;
  private final OneDnn.Layout layout;
  private final engine cpu = scope.hold(new engine(engine.kind.cpu, 0));
  private final stream queue = scope.hold(new stream(cpu));
  private final memory y;
  private final memory dx;
  private final memory dgamma;
  private final memory dbeta;
  private final batch_normalization_forward forward;
  private final batch_normalization_backward backward;
  private final IntMemoryMap forwardArguments = scope.hold(new IntMemoryMap());
  private final IntMemoryMap backwardArguments = scope.hold(new IntMemoryMap());
  private boolean isForwardDone;
  private boolean isBackwardDone;

  OneDnnStep(OneDnn.Layout layout, LayerInput step) {
    this.layout = layout;
    shape = step.shape();
    boolean training = step.mode() == Mode.TRAINING;
    int flags = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift;
    if (!training) {
      flags |= dnnl.dnnl_use_global_stats;
    }
    memory.desc tensor = scope.hold(description(layout.tag()));
    float epsilon = (float) step.epsilon();
    batch_normalization_forward.primitive_desc forwardPlan =
        scope.hold(
            new batch_normalization_forward.primitive_desc(
                cpu, dnnl.dnnl_forward_training, tensor, tensor, epsilon, flags));
    batch_normalization_backward.primitive_desc backwardPlan =
        scope.hold(
            new batch_normalization_backward.primitive_desc(
                cpu, dnnl.dnnl_backward, tensor, tensor, tensor, epsilon, flags, forwardPlan));
    forward = scope.hold(new batch_normalization_forward(forwardPlan));
    backward = scope.hold(new batch_normalization_backward(backwardPlan));
    memory x = laidOut(tensor, step.x());
    memory dy = laidOut(tensor, step.dy());
    memory gamma = perChannel(step.gamma());
    memory beta = perChannel(step.beta());
    // In training the forward pass writes them, else it reads them.
    memory mean = perChannel(step.state().mean());
    memory variance = perChannel(step.state().spread());
    y = scope.hold(new memory(tensor, cpu));
    dx = scope.hold(new memory(tensor, cpu));
    dgamma = perChannel(new double[shape.channels()]);
    dbeta = perChannel(new double[shape.channels()]);
    forwardArguments
        .put(dnnl.DNNL_ARG_SRC, x)
        .put(dnnl.DNNL_ARG_DST, y)
        .put(dnnl.DNNL_ARG_SCALE, gamma)
        .put(dnnl.DNNL_ARG_SHIFT, beta)
        .put(dnnl.DNNL_ARG_MEAN, mean)
        .put(dnnl.DNNL_ARG_VARIANCE, variance);
    backwardArguments
        .put(dnnl.DNNL_ARG_SRC, x)
        .put(dnnl.DNNL_ARG_DIFF_DST, dy)
        .put(dnnl.DNNL_ARG_DIFF_SRC, dx)
        .put(dnnl.DNNL_ARG_SCALE, gamma)
        .put(dnnl.DNNL_ARG_DIFF_SCALE, dgamma)
        .put(dnnl.DNNL_ARG_DIFF_SHIFT, dbeta)
        .put(dnnl.DNNL_ARG_MEAN, mean)
        .put(dnnl.DNNL_ARG_VARIANCE, variance);
  }

  private memory.desc description(memory.format_tag tag) {
    return new memory.desc(Tensors.nchw(shape), memory.data_type.f32, tag);
  }

  private memory laidOut(memory.desc tensor, double[] values) {
    memory plain = plain();
    write(plain, values);
    if (layout == OneDnn.Layout.NCHW) {
      return plain;
    }
    memory target = scope.hold(new memory(tensor, cpu));
    move(plain, target);
    return target;
  }

  private memory plain() {
    return scope.hold(new memory(scope.hold(description(memory.format_tag.nchw)), cpu));
  }

  private void move(memory from, memory to) {
    try (reorder copy = new reorder(from, to)) {
      copy.execute(queue, from, to);
      queue._wait();
    }
  }

  private memory perChannel(double[] values) {
    memory.desc description =
        scope.hold(
            new memory.desc(new long[] {values.length}, memory.data_type.f32, memory.format_tag.a));
    memory vector = scope.hold(new memory(description, cpu));
    write(vector, values);
    return vector;
  }

  // An empty tensor has no memory at all.
  private static void write(memory target, double[] values) {
    if (values.length > 0) {
      new FloatPointer(target.get_data_handle()).put(Tensors.floats(values));
    }
  }

  @Override
  public void forward() {
    forward.execute(queue, forwardArguments);
    queue._wait();
    isForwardDone = true;
  }

  @Override
  public boolean hasBackward() {
    return true;
  }

  @Override
  public void backward() {
    backward.execute(queue, backwardArguments);
    queue._wait();
    isBackwardDone = true;
  }

  @Override
  public LayerOutput results() {
    if (!isForwardDone) {
      forward();
    }
    if (!isBackwardDone) {
      backward();
    }
    return LayerOutput.empty()
        .with(Quantity.Y, tensor(y))
        .with(Quantity.DX, tensor(dx))
        .with(Quantity.DGAMMA, read(dgamma, shape.channels()))
        .with(Quantity.DBETA, read(dbeta, shape.channels()));
  }

  private double[] tensor(memory values) {
    if (layout == OneDnn.Layout.NCHW) {
      return read(values, shape.size());
    }
    memory plain = plain();
    move(values, plain);
    return read(plain, shape.size());
  }

  private static double[] read(memory values, int length) {
    float[] floats = new float[length];
    if (length > 0) {
      new FloatPointer(values.get_data_handle()).get(floats);
    }
    return Tensors.doubles(floats);
  }

  @Override
  public void close() {
    scope.close();
  }
}
