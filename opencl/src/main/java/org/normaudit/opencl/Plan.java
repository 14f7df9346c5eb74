package org.normaudit.opencl;

import org.normaudit.reference.Shape;

/**
 * How the work on a shape is cut for a device.
 *
 * <p>On cores with caches, pieces are few and long: as many as keep the cores busy, no more slices
 * of a channel than that takes, and none where a second launch would cost more than idle cores do.
 * On wide devices, a piece is what a work-group strides through.
 *
 * @param mapping which kernel
 * @param width channels of a piece
 * @param fold positions that make a row, for {@link Mapping#ROWS}
 * @param slices pieces of the positions of a channel
 * @param share positions of a slice; the last may have fewer
 * @param chunk positions that statistics take in at a time
 * @param units pieces in all
 * @param stride every how many work-items there is a piece
 * @param global work-items
 * @param local work-items of a group
 * @param streaming whether y and dx are stored past the caches
 */
record Plan(
    Mapping mapping,
    int width,
    int fold,
    int slices,
    int share,
    int chunk,
    int units,
    int stride,
    int global,
    int local,
    boolean streaming) {

  /** The kernels. */
  enum Mapping {
    /** One work-item a slice of some channels, for inner &gt; 1. */
    PLANES,
    /** One work-item a slice of a block of channels, for inner = 1. */
    ROWS,
    /** One work-group a slice of a tile of channels. */
    GROUPS
  }

  /** Channels of a block of rows at least: some cache lines. */
  private static final int BLOCK = 64;

  /** Channels of a block of rows from which on it is read as fast as whole rows. */
  private static final int WIDE = 1 << 10;

  /** Lanes of a row that a loop over them should have. */
  private static final int ROW = 256;

  /** Positions that it pays to add to the moments of rows at a time. */
  private static final int ROWS = 1 << 10;

  /** Positions of planes that it pays to add to the moments at a time, and that stay near. */
  private static final int CHUNK = 1 << 14;

  /** Pieces a core: one core that is delayed must not delay the launch. */
  private static final int PIECES_PER_CORE = 4;

  /** Elements that a core computes in the time of a launch. */
  private static final int LAUNCH = 1 << 18;

  /** Elements that a Java thread computes in the time of a handover to another thread. */
  private static final int HANDOVER = 1 << 13;

  /** Elements that a block of rows should have before there is a second one. */
  private static final int PIECE = 1 << 17;

  /**
   * Elements from which on a tensor is stored past the caches: more than those of a core keep, so
   * that the next reader would not find it there.
   */
  private static final int STREAMED = 1 << 20;

  /** Work-groups that PoCL's scheduler hands out to a core at least. */
  private static final int HANDFUL = 32;

  /** Channels that neighbouring work-items of a wide device read together. */
  private static final int TILE = 32;

  /** Work-items of a group on a wide device, where it has as many. */
  private static final int GROUP = 256;

  /** Elements that a work-item of a wide device should have at least before work is sliced. */
  private static final int ELEMENTS_PER_ITEM = 16;

  /** The cut for {@code shape}, which is not empty. */
  static Plan of(ComputeDevice device, Shape shape) {
    if (!device.hasFewWideCores()) {
      return groups(device, shape, Integer.highestOneBit(Math.min(GROUP, device.largestGroup())));
    }
    boolean rows = shape.inner() == 1;
    int width = rows ? widthOfRows(device, shape) : handful(device, shape);
    int blocks = ceilDiv(shape.channels(), width);
    return cores(device, shape, rows, width, slices(device, shape, blocks, rows ? ROWS : 2));
  }

  /** Whole rows where there are enough of them for all cores: parts of rows are read far slower. */
  private static int widthOfRows(ComputeDevice device, Shape shape) {
    // To wake a core takes longer than a small piece.
    int pieces = Math.max(1, Math.min(2 * device.computeUnits(), shape.size() / PIECE));
    int apart = Math.min(Math.max(BLOCK, ceilDiv(shape.channels(), pieces)), shape.channels());
    boolean enough = shape.count() >= device.computeUnits() * ROWS;
    return enough && apart < WIDE ? shape.channels() : apart;
  }

  private static int handful(ComputeDevice device, Shape shape) {
    return Math.max(1, shape.channels() / (HANDFUL * device.computeUnits()));
  }

  private static int slices(ComputeDevice device, Shape shape, int blocks, int least) {
    int cores = device.computeUnits();
    // Idle cores wait for the one that has a block more than they have.
    long unsliced = (long) ceilDiv(blocks, cores) * (shape.size() / blocks);
    long sliced = shape.size() / cores + LAUNCH;
    if (unsliced <= sliced) {
      return 1;
    }
    int wanted = ceilDiv(PIECES_PER_CORE * cores, blocks);
    return Math.max(1, Math.min(wanted, shape.count() / least));
  }

  /** A cut for cores, with {@code slices} slices at most. */
  static Plan cores(ComputeDevice device, Shape shape, boolean rows, int width, int slices) {
    int blocks = ceilDiv(shape.channels(), width);
    int fold = rows && blocks == 1 ? ceilDiv(ROW, width) : 1;
    int share = ceilDiv(shape.count(), slices);
    int used = ceilDiv(shape.count(), share);
    // Only the first chunk is read twice; one of rows has sums of each channel to be merged.
    int chunk = rows ? Math.max(ceilDiv(share, 8), ROWS) : chunkOfPlanes(shape);
    int units = blocks * used;
    Mapping mapping = rows ? Mapping.ROWS : Mapping.PLANES;
    int cores = device.computeUnits();
    int stride = device.isOpenCl() ? ceilDiv(HANDFUL * cores, units) : 1;
    int local = device.isOpenCl() || shape.size() < HANDOVER ? 1 : cores;
    int global = ceilDiv(units * stride, local) * local;
    boolean streaming = streams(device, shape.size());
    return new Plan(
        mapping, width, fold, used, share, chunk, units, stride, global, local, streaming);
  }

  /** Whether {@code device} is to store tensors of so many elements past its caches. */
  static boolean streams(ComputeDevice device, int elements) {
    return device.isOpenCl() && device.hasFewWideCores() && elements >= STREAMED;
  }

  /** A chunk whose strands are whole planes, where that many fit. */
  private static int chunkOfPlanes(Shape shape) {
    int planes = Math.max(1, CHUNK / (4 * shape.inner()));
    return shape.inner() > CHUNK / 4 ? CHUNK : 4 * shape.inner() * planes;
  }

  /** A cut for wide devices, in groups of {@code local}, a power of 2. */
  static Plan groups(ComputeDevice device, Shape shape, int local) {
    int tile = shape.inner() == 1 ? Math.min(TILE, local) : 1;
    int tiles = ceilDiv(shape.channels(), tile);
    int team = local / tile;
    int enough = ceilDiv(2 * PIECES_PER_CORE * device.computeUnits(), tiles);
    int most = Math.max(1, shape.count() / (team * ELEMENTS_PER_ITEM));
    int share = ceilDiv(shape.count(), Math.min(enough, most));
    int slices = ceilDiv(shape.count(), share);
    int units = tiles * slices;
    int global = units * local;
    return new Plan(Mapping.GROUPS, tile, 1, slices, share, share, units, 1, global, local, false);
  }

  /** This cut with statistics that take in {@code other} positions at a time. */
  Plan withChunk(int other) {
    return new Plan(
        mapping, width, fold, slices, share, other, units, stride, global, local, streaming);
  }

  /** This cut with y and dx stored past the caches. */
  Plan withStreams() {
    return new Plan(mapping, width, fold, slices, share, chunk, units, stride, global, local, true);
  }

  /** This cut of wide devices with {@code other} slices at most. */
  Plan inSlices(Shape shape, int other) {
    int newShare = ceilDiv(shape.count(), other);
    int newSlices = ceilDiv(shape.count(), newShare);
    int newUnits = units / slices * newSlices;
    return new Plan(
        mapping,
        width,
        fold,
        newSlices,
        newShare,
        newShare,
        newUnits,
        stride,
        newUnits * local,
        local,
        streaming);
  }

  /** Lanes of all pieces. */
  int lanes() {
    return switch (mapping) {
      case PLANES -> units * 3 * LayerKernel.LANES;
      case ROWS -> units * LayerKernel.TABLES * (width * fold + LayerKernel.LINE);
      case GROUPS -> 0;
    };
  }

  private static int ceilDiv(int a, int b) {
    return (int) (((long) a + b - 1) / b);
  }
}
