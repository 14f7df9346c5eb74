package org.normaudit.opencl;

import java.util.Locale;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * One layer whose tensors stay on a device: put in once, forward and backward as often as wanted,
 * fetched when needed.
 *
 * <p>Order: {@link #configure}, then the puts, then {@link #forward}, then {@link #backward}. What
 * a pass made must be {@linkplain #get fetched} before the next pass if it is wanted at all: a
 * garbage collection may move the array that stands for it on the host, and Aparapi then makes a
 * new buffer of what the array holds. What later passes read is kept safe from that.
 *
 * <p>The same puts give the same bits on the same device, however often. Another device, another
 * number of compute units or another work-group size may cut sums differently and so round
 * differently.
 *
 * <p>A session may be used by one thread after another, not by two at a time: a call during another
 * one throws {@link IllegalStateException}. Sessions of different threads do not disturb each
 * other, though Aparapi runs the OpenCL kernels of a process one at a time.
 */
public final class DeviceSession implements AutoCloseable {
  private final ComputeDevice device;
  private final Dtype dtype;
  private final Planner planner;
  private final ExclusiveAccess access = new ExclusiveAccess();
  private final SessionKernels kernels;

  private LayerKind layer;
  private Shape shape;

  /** Null while the shape is empty: there is nothing to launch. */
  private DeviceLayer work;

  /** The empty layer's running statistics, and otherwise how many updates there were. */
  private RunningStatistics state;

  private final SessionState sessionState = new SessionState();

  /** What goes in. */
  public enum Input {
    /** The input tensor. */
    X(LayerKernel.Buffer.X),
    /** The upstream gradient, as long as x. */
    DY(LayerKernel.Buffer.DY),
    /** γ, one a channel; 1 until put. */
    GAMMA(LayerKernel.Buffer.AFFINE),
    /** β, one a channel; 0 until put. */
    BETA(LayerKernel.Buffer.AFFINE);

    private final LayerKernel.Buffer buffer;

    Input(LayerKernel.Buffer buffer) {
      this.buffer = buffer;
    }
  }

  private DeviceSession(ComputeDevice device, Dtype dtype, Planner planner) {
    this.device = device;
    this.dtype = dtype;
    this.planner = planner;
    kernels = new SessionKernels(device, dtype);
  }

  /**
   * A session on {@code device} with tensors of {@code dtype}.
   *
   * @throws DeviceException if the device does not compute in {@code dtype}
   */
  public static DeviceSession open(ComputeDevice device, Dtype dtype) {
    return open(device, dtype, Plan::of);
  }

  /** A session that cuts the work in its own way. */
  static DeviceSession open(ComputeDevice device, Dtype dtype, Planner planner) {
    device.require(dtype);
    return new DeviceSession(device, dtype, planner);
  }

  /** Where it computes. */
  public ComputeDevice device() {
    return device;
  }

  /** The format of all tensors. */
  public Dtype dtype() {
    return dtype;
  }

  /**
   * Sets the layer up, with γ = 1, β = 0 and initial running statistics. What was put in and
   * computed before is gone.
   *
   * @param newEpsilon ε, at least 0 and finite; the device computes with its rounding to {@link
   *     #dtype}
   * @throws DeviceException if the tensors do not fit the device, or if it rejects the kernel
   */
  public void configure(LayerKind newLayer, Shape newShape, double newEpsilon) {
    try (ExclusiveAccess mine = access.take()) {
      if (!(newEpsilon >= 0 && newEpsilon < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("epsilon must be at least 0 and finite: " + newEpsilon);
      }
      layer = newLayer;
      shape = newShape;
      work = null;
      sessionState.restart();
      if (shape.size() > 0) {
        DeviceMemory.require(device, dtype, shape, 2);
        Plan plan = planner.plan(device, shape);
        work = new DeviceLayer(kernels.of(plan.mapping()), plan, layer, shape, newEpsilon);
      }
      writeState(RunningStatistics.initial(shape.channels()));
    }
  }

  /**
   * Makes another layer of this one. The tensors, γ and β stay where they are; the running
   * statistics are initial, and what was computed before is gone.
   */
  public void change(LayerKind newLayer) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      layer = newLayer;
      sessionState.forget();
      if (work != null) {
        work.change(newLayer);
      }
      writeState(RunningStatistics.initial(shape.channels()));
    }
  }

  private void requireShape() {
    if (shape == null) {
      throw new IllegalStateException("the session has no layer: configure it first");
    }
  }

  /**
   * Sends a tensor to the device.
   *
   * @param values rounded to {@link #dtype} on the way. Not modified.
   */
  public void put(Input input, double[] values) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      String name = input.name().toLowerCase(Locale.ROOT);
      if (input == Input.X || input == Input.DY) {
        shape.requireTensor(name, values);
      } else {
        shape.requirePerChannel(name, values);
      }
      if (input == Input.DY) {
        sessionState.hasUpstream();
      }
      if (work == null) {
        return;
      }
      if (input == Input.DY) {
        DeviceMemory.require(device, dtype, shape, 4);
        work.makeRoomForGradients();
      }
      work.write(input.buffer, input == Input.BETA ? shape.channels() : 0, values);
    }
  }

  /**
   * Sends what was last {@linkplain #put put} once more, unconverted: the transfer and no more, and
   * nothing on a device that shares the host's memory.
   */
  public void resend(Input input) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      if (work != null) {
        work.resend(input.buffer);
      }
    }
  }

  /**
   * Sets the running statistics.
   *
   * @throws IllegalArgumentException if the layer cannot normalize with them
   */
  public void putState(RunningStatistics newState) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      shape.requirePerChannel("running mean", newState.mean());
      newState.requireFor(
          layer == LayerKind.BATCH_RENORM
              ? Convention.RunningStatistic.DEVIATION
              : Convention.RunningStatistic.VARIANCE);
      writeState(newState);
    }
  }

  private void writeState(RunningStatistics newState) {
    state = newState;
    if (work != null) {
      work.writeState(newState);
    }
  }

  /** The running statistics. */
  public RunningStatistics state() {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      return running();
    }
  }

  private RunningStatistics running() {
    return work == null ? state : work.readState(state.updates());
  }

  /**
   * The forward pass; in training, updates the running statistics.
   *
   * @param rule not read at inference
   * @param clip the bounds of r and d, with 1/r_max for r_min; read in the training of batch
   *     renormalization only
   * @throws IllegalArgumentException if Bessel's correction meets one value a channel
   * @throws DeviceException if it did not run on the device
   */
  public void forward(Mode mode, UpdateRule rule, Clip clip) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      sessionState.begin();
      if (work != null) {
        work.forward(mode, rule, clip, state.updates());
        count(mode, rule);
      }
      sessionState.made(BufferLocation.Pass.FORWARD);
    }
  }

  private void count(Mode mode, UpdateRule rule) {
    if (mode == Mode.TRAINING && rule.sense() != UpdateRule.Sense.FROZEN) {
      state = new RunningStatistics(state.mean(), state.spread(), state.updates() + 1);
    }
  }

  /**
   * The forward pass and the backward pass in one launch, where the work is cut so that they can
   * be; what either of them made can be fetched afterwards.
   *
   * @return false if they cannot, and nothing was done
   */
  boolean step(Mode mode, UpdateRule rule, Clip clip) {
    try (ExclusiveAccess mine = access.take()) {
      sessionState.requireUpstream();
      if (work == null || !work.isInOneLaunch()) {
        return false;
      }
      sessionState.begin();
      work.step(mode, rule, clip, state.updates());
      count(mode, rule);
      sessionState.made(BufferLocation.Pass.STEP);
      return true;
    }
  }

  /**
   * The backward pass of the last forward pass.
   *
   * @throws IllegalStateException if there was none, or if dy was never put
   * @throws DeviceException if it did not run on the device
   */
  public void backward() {
    try (ExclusiveAccess mine = access.take()) {
      sessionState.requireForward();
      sessionState.requireUpstream();
      sessionState.begin();
      if (work != null) {
        work.backward();
      }
      sessionState.made(BufferLocation.Pass.BACKWARD);
    }
  }

  /**
   * Fetches what the last pass made: y, r and d after {@link #forward}, dx, dγ and dβ after {@link
   * #backward}, the running statistics at any time.
   *
   * @return a new array
   * @throws IllegalStateException if the last pass did not make it
   * @throws UnsupportedOperationException for what no kernel computes, such as the double backward
   */
  public double[] get(Quantity quantity) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      if (quantity == Quantity.RUNNING_MEAN) {
        return running().mean();
      }
      if (quantity == Quantity.RUNNING_SPREAD) {
        return running().spread();
      }
      BufferLocation location = BufferLocation.of(quantity);
      sessionState.require(location.pass(), quantity);
      int length = quantity.length(shape);
      return work == null
          ? new double[length]
          : work.read(location.buffer(), location.row() * shape.channels(), length);
    }
  }

  /**
   * Brings y or dx to the host, unconverted: the transfer and no more, and nothing on a device that
   * shares the host's memory.
   */
  public void fetch(Quantity quantity) {
    try (ExclusiveAccess mine = access.take()) {
      requireShape();
      if (work != null) {
        work.fetch(BufferLocation.of(quantity).buffer());
      }
    }
  }

  /** Releases the buffers and everything else that the session holds on the device. */
  @Override
  public void close() {
    try (ExclusiveAccess mine = access.take()) {
      kernels.close();
      work = null;
      shape = null;
    }
  }
}
