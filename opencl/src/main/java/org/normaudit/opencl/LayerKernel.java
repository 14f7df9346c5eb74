package org.normaudit.opencl;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/**
 * What the kernels of all formats and cuts have in common: how the work is cut, which pass a launch
 * runs, and the buffers as the host sees them.
 *
 * <p>Buffers belong to a kernel object, so one object runs all passes, and fields that are set
 * between launches say which. Fields are not private, since Aparapi loses inherited private ones.
 *
 * <p>Work is cut into pieces of channels × slices of their positions. A slice makes partial
 * results. Before it goes on to its elements, it merges the partial results of all slices of its
 * channel, always in the same order, so that all see the same bits. Where there is one slice, both
 * parts are one launch. Running statistics are held twice: a step reads one copy and writes the
 * other, so that no slice can see what another one has already updated.
 */
abstract class LayerKernel extends DeviceKernel {
  /** Room for the sums that run side by side in {@link Plan.Mapping#PLANES}. */
  static final int LANES = 16;

  /** Elements that fill lines of the memory's at least; a multiple of {@link #STORE}. */
  static final int LINE = 16;

  /** Elements of a store past the caches. */
  static final int STORE = 8;

  /** Tables of a work-item's lanes in {@link Plan.Mapping#ROWS}. */
  static final int TABLES = 8;

  // Rows of the partial results, one value a channel and slice: what a slice gives to the others.
  static final int MEAN = 0;
  static final int MEAN_LOW = 1;
  static final int DEVIATIONS = 2;
  static final int SUM_DY = 0;
  static final int SUM_DY_XHAT = 1;
  static final int SUM_DY_CENTERED = 2;

  // The further rows are a slice's own: the moments of the whole channel, then what its elements
  // need.
  static final int WHOLE = 3;
  static final int OWN = 6;
  static final int PARTIAL_ROWS = 9;

  // Rows of what a forward pass saves. The first three are rows of OWN as well.
  static final int CENTER = 0;
  static final int SCALE = 1;
  static final int SHIFT = 2;
  static final int INVERSE = 3;
  static final int R = 4;
  static final int SAVED_ROWS = 5;

  // Rows of OWN in a backward pass.
  static final int MEAN_DY = 0;
  static final int SLOPE = 1;

  // Values of `rule`.
  static final int FROZEN = 0;
  static final int TAKE = 1;
  static final int KEEP = 2;

  int channels;
  int inner;

  /** m, the positions of a channel. */
  int count;

  /** Channels of a piece. */
  int width;

  /** Positions that make a row. */
  int fold;

  int slices;

  /** Positions of a slice; the last slice may have fewer. */
  int share;

  /** Positions that statistics take in at a time. */
  int chunk;

  /** 1 to store y and dx past the caches. */
  int streaming;

  /** Pieces of work. */
  int units;

  /** Every how many work-items there is a piece of work; those between have nothing to do. */
  int stride = 1;

  /** 1 for the forward pass. */
  int forward;

  /** 1 for the backward pass. Both passes are for work in one slice alone, and not for groups. */
  int backward;

  /** 1 to make partial results in this launch. */
  int reduce;

  /** 1 to go on to the elements in this launch. */
  int apply;

  /** 1 for training. */
  int training;

  /** 1 for batch renormalization. */
  int renorm;

  /** Where the running statistics before the step begin in their buffer. */
  int before;

  /** Where those after the step begin. */
  int after;

  int rule;

  /** The buffers. */
  enum Buffer {
    /** The input. */
    X,
    /** The output. */
    Y,
    /** The upstream gradient. */
    DY,
    /** The gradient of the input. */
    DX,
    /** γ, then β. */
    AFFINE,
    /** Running mean and spread, and again. */
    STATE,
    /** What the last forward pass normalized with. */
    SAVED,
    /** dγ, then dβ. */
    GRADIENT,
    /** Partial results. */
    PARTIAL
  }

  LayerKernel(ComputeDevice device) {
    super(device);
  }

  /** The kernel of a format and a cut. */
  static LayerKernel of(ComputeDevice device, Dtype dtype, Plan.Mapping mapping) {
    boolean single = KernelFormat.of(dtype) == KernelFormat.SINGLE;
    return switch (mapping) {
      case PLANES -> single ? new Float32PlaneKernel(device) : new Float64PlaneKernel(device);
      case ROWS -> single ? new Float32RowKernel(device) : new Float64RowKernel(device);
      case GROUPS -> single ? new Float32GroupKernel(device) : new Float64GroupKernel(device);
    };
  }

  /** Takes over a shape and its cut, and makes all buffers but those of the backward pass fit. */
  final void cut(Shape shape, Plan plan) {
    channels = shape.channels();
    inner = shape.inner();
    count = shape.count();
    width = plan.width();
    fold = plan.fold();
    slices = plan.slices();
    share = plan.share();
    chunk = plan.chunk();
    streaming = plan.streaming() ? 1 : 0;
    units = plan.units();
    stride = plan.stride();
    fit(Buffer.X, shape.size());
    fit(Buffer.Y, shape.size());
    fit(Buffer.AFFINE, 2 * channels);
    fit(Buffer.STATE, 4 * channels);
    fit(Buffer.SAVED, SAVED_ROWS * channels);
    fit(Buffer.GRADIENT, 2 * channels);
    fit(Buffer.PARTIAL, PARTIAL_ROWS * slices * channels);
    fitLanes(plan.lanes());
    prepareFor(plan);
  }

  /** Releases all large buffers. */
  final void shrink() {
    for (Buffer buffer : Buffer.values()) {
      fit(buffer, 0);
    }
    fitLanes(0);
  }

  /** What a kernel of one cut needs beside the buffers. */
  void prepareFor(Plan plan) {}

  /** Makes a buffer as long as is needed; its content is gone then. */
  abstract void fit(Buffer buffer, int length);

  abstract void fitLanes(int length);

  /** Rounds values into a buffer on the host; {@link #send} is still to come. */
  abstract void write(Buffer buffer, int offset, double[] values);

  /** Values of a buffer on the host, after {@link #fetch}. */
  abstract double[] read(Buffer buffer, int offset, int length);

  /** Has the next launch find in the buffer what the host has written. */
  abstract void send(Buffer buffer);

  /** Has the host find in the buffer what the last launch has written. */
  abstract void fetch(Buffer buffer);

  abstract void setConstants(double newEpsilon, double newInverseCount);

  abstract void setRule(
      double newTake, double newKeep, double newCorrection, double newRMax, double newDMax);

  /** Where a row of the partial results has the value of a channel and slice. */
  int at(int row, int slice, int channel) {
    return (row * slices + slice) * channels + channel;
  }

  /** The piece of work of this work-item, or {@link #units} for none. */
  int unit() {
    int unit = getGlobalId() / stride;
    if (unit * stride != getGlobalId()) {
      unit = units;
    }
    return unit;
  }

  int firstOf(int slice) {
    return slice * share;
  }

  int lastOf(int slice) {
    return min(slice * share + share, count);
  }
}
