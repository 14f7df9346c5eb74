package org.normaudit.opencl;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
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
  private final Turn turn = new Turn();
  private final Map<Plan.Mapping, LayerKernel> kernels = new EnumMap<>(Plan.Mapping.class);

  private LayerKind layer;
  private Shape shape;
  private Plan plan;

  /** Null while the shape is empty: there is nothing to launch. */
  private LayerKernel kernel;

  /** The empty layer's running statistics, and otherwise how many updates there were. */
  private RunningStatistics state;

  private Pass last = Pass.NONE;
  private boolean wentForward;
  private boolean hasUpstream;

  /** What the buffers hold the results of. */
  private enum Pass {
    NONE,
    FORWARD,
    BACKWARD
  }

  /** What goes in. */
  public enum Input {
    /** The input tensor. */
    X,
    /** The upstream gradient, as long as x. */
    DY,
    /** γ, one a channel; 1 until put. */
    GAMMA,
    /** β, one a channel; 0 until put. */
    BETA
  }

  private DeviceSession(ComputeDevice device, Dtype dtype, Planner planner) {
    this.device = device;
    this.dtype = dtype;
    this.planner = planner;
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
    try (Turn mine = turn.take()) {
      if (!(newEpsilon >= 0 && newEpsilon < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("epsilon must be at least 0 and finite: " + newEpsilon);
      }
      layer = newLayer;
      shape = newShape;
      kernel = null;
      last = Pass.NONE;
      wentForward = false;
      hasUpstream = false;
      if (shape.size() > 0) {
        Room.require(device, dtype, shape, 2);
        plan = planner.plan(device, shape);
        kernel = kernels.computeIfAbsent(plan.mapping(), this::newKernel);
        kernel.cut(shape, plan);
        kernel.renorm = layer == LayerKind.BATCH_RENORM ? 1 : 0;
        kernel.setConstants(newEpsilon, 1.0 / shape.count());
        double[] affine = new double[2 * shape.channels()];
        Arrays.fill(affine, 0, shape.channels(), 1);
        kernel.write(LayerKernel.Buffer.AFFINE, 0, affine);
        kernel.send(LayerKernel.Buffer.AFFINE);
      }
      writeState(RunningStatistics.initial(shape.channels()));
    }
  }

  private LayerKernel newKernel(Plan.Mapping mapping) {
    if (!device.isOpenCl()) {
      return IdleKernels.take(dtype, mapping, device);
    }
    LayerKernel made = LayerKernel.of(device, dtype == Dtype.FLOAT32, mapping);
    made.prepare();
    return made;
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
    try (Turn mine = turn.take()) {
      requireShape();
      String name = input.name().toLowerCase(Locale.ROOT);
      if (input == Input.X || input == Input.DY) {
        shape.requireTensor(name, values);
      } else {
        shape.requirePerChannel(name, values);
      }
      hasUpstream |= input == Input.DY;
      if (kernel == null) {
        return;
      }
      if (input == Input.DY) {
        Room.require(device, dtype, shape, 4);
        kernel.fit(LayerKernel.Buffer.DY, shape.size());
        kernel.fit(LayerKernel.Buffer.DX, shape.size());
      }
      kernel.write(bufferOf(input), input == Input.BETA ? shape.channels() : 0, values);
      kernel.send(bufferOf(input));
    }
  }

  private static LayerKernel.Buffer bufferOf(Input input) {
    return switch (input) {
      case X -> LayerKernel.Buffer.X;
      case DY -> LayerKernel.Buffer.DY;
      case GAMMA, BETA -> LayerKernel.Buffer.AFFINE;
    };
  }

  /** Sends what was last {@linkplain #put put} once more, unconverted: the transfer and no more. */
  public void resend(Input input) {
    try (Turn mine = turn.take()) {
      requireShape();
      if (kernel != null) {
        kernel.send(bufferOf(input));
      }
    }
  }

  /**
   * Sets the running statistics.
   *
   * @throws IllegalArgumentException if the layer cannot normalize with them
   */
  public void putState(RunningStatistics newState) {
    try (Turn mine = turn.take()) {
      requireShape();
      shape.requirePerChannel("running mean", newState.mean());
      newState.requireFor(
          layer == LayerKind.BATCH_RENORM ? Convention.Kept.DEVIATION : Convention.Kept.VARIANCE);
      writeState(newState);
    }
  }

  private void writeState(RunningStatistics newState) {
    state = newState;
    if (kernel != null) {
      kernel.before = 0;
      kernel.after = 2 * shape.channels();
      kernel.write(LayerKernel.Buffer.STATE, 0, newState.mean());
      kernel.write(LayerKernel.Buffer.STATE, shape.channels(), newState.spread());
      kernel.send(LayerKernel.Buffer.STATE);
    }
  }

  /** The running statistics. */
  public RunningStatistics state() {
    try (Turn mine = turn.take()) {
      requireShape();
      return readState();
    }
  }

  private RunningStatistics readState() {
    if (kernel == null) {
      return state;
    }
    int c = shape.channels();
    if (wentForward) {
      kernel.fetch(LayerKernel.Buffer.STATE);
    }
    return new RunningStatistics(
        kernel.read(LayerKernel.Buffer.STATE, kernel.before, c),
        kernel.read(LayerKernel.Buffer.STATE, kernel.before + c, c),
        state.updates());
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
    try (Turn mine = turn.take()) {
      requireShape();
      last = Pass.NONE;
      if (kernel != null) {
        boolean training = mode == Mode.TRAINING;
        kernel.training = training ? 1 : 0;
        kernel.backward = 0;
        if (training) {
          setRule(rule, clip);
        }
        launch(training);
        if (training) {
          update(rule);
        }
      }
      wentForward = true;
      last = Pass.FORWARD;
    }
  }

  private void setRule(UpdateRule rule, Clip clip) {
    int m = shape.count();
    boolean bessel =
        rule.correction() == UpdateRule.Correction.BESSEL
            && rule.sense() != UpdateRule.Sense.FROZEN;
    if (bessel) {
      rule.correction().requireCount(m);
    }
    kernel.rule =
        switch (rule.sense()) {
          case FROZEN -> LayerKernel.FROZEN;
          case TAKE, CUMULATIVE, DEBIASED -> LayerKernel.TAKE;
          case KEEP -> LayerKernel.KEEP;
        };
    kernel.setRule(
        rule.rateAt(state.updates()),
        rule.momentum(),
        bessel ? m / (m - 1.0) : 1,
        clip.rMax(),
        clip.dMax());
  }

  private void update(UpdateRule rule) {
    int written = kernel.after;
    kernel.after = kernel.before;
    kernel.before = written;
    long more = rule.sense() == UpdateRule.Sense.FROZEN ? 0 : 1;
    state = new RunningStatistics(state.mean(), state.spread(), state.updates() + more);
  }

  /**
   * The backward pass of the last forward pass.
   *
   * @throws IllegalStateException if there was none, or if dy was never put
   * @throws DeviceException if it did not run on the device
   */
  public void backward() {
    try (Turn mine = turn.take()) {
      if (!wentForward) {
        throw new IllegalStateException("no forward pass to go back from");
      }
      if (!hasUpstream) {
        throw new IllegalStateException("no upstream gradient: put dy first");
      }
      last = Pass.NONE;
      if (kernel != null) {
        kernel.backward = 1;
        launch(true);
      }
      last = Pass.BACKWARD;
    }
  }

  /** Runs a pass: in one launch where no slice needs another one's sums. */
  private void launch(boolean sums) {
    boolean together = plan.slices() == 1;
    if (sums) {
      launch(true, together);
    }
    if (!sums || !together) {
      launch(false, true);
    }
  }

  private void launch(boolean reduce, boolean apply) {
    kernel.reduce = reduce ? 1 : 0;
    kernel.apply = apply ? 1 : 0;
    kernel.launch(plan.global(), plan.local());
    if (!device.sharesMemory()) {
      rescue(apply);
    }
  }

  /**
   * Fetches what later launches read: were its array moved, what that holds would be sent again.
   */
  private void rescue(boolean finished) {
    if (!finished) {
      kernel.fetch(LayerKernel.Buffer.PARTIAL);
    } else if (kernel.backward == 0) {
      kernel.fetch(LayerKernel.Buffer.SAVED);
      kernel.fetch(LayerKernel.Buffer.STATE);
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
    try (Turn mine = turn.take()) {
      requireShape();
      int c = shape.channels();
      return switch (quantity) {
        case Y -> get(quantity, Pass.FORWARD, LayerKernel.Buffer.Y, 0);
        case R -> get(quantity, Pass.FORWARD, LayerKernel.Buffer.SAVED, LayerKernel.R * c);
        case D -> get(quantity, Pass.FORWARD, LayerKernel.Buffer.SAVED, LayerKernel.SHIFT * c);
        case DX -> get(quantity, Pass.BACKWARD, LayerKernel.Buffer.DX, 0);
        case DGAMMA -> get(quantity, Pass.BACKWARD, LayerKernel.Buffer.GRADIENT, 0);
        case DBETA -> get(quantity, Pass.BACKWARD, LayerKernel.Buffer.GRADIENT, c);
        case RUNNING_MEAN -> readState().mean();
        case RUNNING_SPREAD -> readState().spread();
        default ->
            throw new UnsupportedOperationException("no kernel computes " + quantity.label());
      };
    }
  }

  private double[] get(Quantity quantity, Pass maker, LayerKernel.Buffer buffer, int offset) {
    if (last != maker) {
      throw new IllegalStateException(
          "no %s: the last pass was %s".formatted(quantity.label(), last));
    }
    if (kernel == null) {
      return new double[quantity.length(shape)];
    }
    kernel.fetch(buffer);
    return kernel.read(buffer, offset, quantity.length(shape));
  }

  /** Brings y or dx to the host, unconverted: the transfer and no more. */
  public void fetch(Quantity quantity) {
    try (Turn mine = turn.take()) {
      requireShape();
      if (kernel != null) {
        kernel.fetch(quantity == Quantity.Y ? LayerKernel.Buffer.Y : LayerKernel.Buffer.DX);
      }
    }
  }

  /** Releases the buffers and everything else that the session holds on the device. */
  @Override
  public void close() {
    try (Turn mine = turn.take()) {
      for (Map.Entry<Plan.Mapping, LayerKernel> entry : kernels.entrySet()) {
        if (device.isOpenCl()) {
          entry.getValue().dispose();
        } else {
          IdleKernels.giveBack(dtype, entry.getKey(), entry.getValue());
        }
      }
      kernels.clear();
      kernel = null;
      shape = null;
    }
  }
}
