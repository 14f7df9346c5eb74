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
    int local) {

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

  /** Lanes of a row that a loop over them should have. */
  private static final int ROW = 256;

  /** Positions that it pays to add to the moments of rows at a time. */
  private static final int ROWS = 1 << 10;

  /** Positions of planes that it pays to add to the moments at a time, and that stay near. */
  private static final int CHUNK = 1 << 14;

  /** Elements of a plane that is walked at a stretch. */
  private static final int SHORT = 512;

  /** Elements of a turn, about. */
  private static final int TURN = 128;

  /** Elements that the sums of planes take in a step. */
  private static final int VECTORS = 16;

  /** Pieces a core, so that a core that is held up by something else does not hold up all. */
  private static final int PIECES_PER_CORE = 4;

  /** Elements that a core gets through in the time of a launch. */
  private static final int LAUNCH = 1 << 18;

  /** Elements that a Java thread gets through in the time it takes to give some to another one. */
  private static final int HANDOVER = 1 << 13;

  /** Elements that a block of rows should have before there is a second one. */
  private static final int PIECE = 1 << 17;

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
    // To wake a core takes longer than a small piece, and blocks of whole rows are read fastest.
    int pieces = Math.max(1, Math.min(2 * device.computeUnits(), shape.size() / PIECE));
    int apart = ceilDiv(shape.channels(), pieces);
    int handful = Math.max(1, shape.channels() / (HANDFUL * device.computeUnits()));
    int width = rows ? Math.min(Math.max(BLOCK, apart), shape.channels()) : handful;
    int blocks = ceilDiv(shape.channels(), width);
    return cores(device, shape, rows, width, slices(device, shape, blocks));
  }

  private static int slices(ComputeDevice device, Shape shape, int blocks) {
    int cores = device.computeUnits();
    // Idle cores wait for the one that has a block more than they have.
    long unsliced = (long) ceilDiv(blocks, cores) * (shape.size() / blocks);
    long sliced = shape.size() / cores + LAUNCH;
    if (unsliced <= sliced) {
      return 1;
    }
    int wanted = ceilDiv(PIECES_PER_CORE * cores, blocks);
    return Math.max(1, Math.min(wanted, shape.count() / 2));
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
    if (device.isOpenCl()) {
      int stride = ceilDiv(HANDFUL * cores, units);
      return new Plan(mapping, width, fold, used, share, chunk, units, stride, units * stride, 1);
    }
    int local = shape.size() < HANDOVER ? 1 : cores;
    int global = ceilDiv(units, local) * local;
    return new Plan(mapping, width, fold, used, share, chunk, units, 1, global, local);
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
    return new Plan(Mapping.GROUPS, tile, 1, slices, share, share, units, 1, units * local, local);
  }

  /**
   * Positions of a strand of planes that are taken in turn: whole planes where they are short,
   * since the end of each costs, and equal parts of long ones.
   */
  static int turn(int inner) {
    if (inner <= SHORT) {
      return inner * Math.max(1, TURN / inner);
    }
    return ceilDiv(ceilDiv(inner, ceilDiv(inner, TURN)), VECTORS) * VECTORS;
  }

  /** This cut with statistics that take in {@code other} positions at a time. */
  Plan withChunk(int other) {
    return new Plan(mapping, width, fold, slices, share, other, units, stride, global, local);
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
        local);
  }

  /** Lanes of all pieces. */
  int lanes() {
    return switch (mapping) {
      case PLANES -> units * 3 * LayerKernel.LANES;
      case ROWS -> units * LayerKernel.TABLES * width * fold;
      case GROUPS -> 0;
    };
  }

  private static int ceilDiv(int a, int b) {
    return (int) (((long) a + b - 1) / b);
  }
}
