package org.normaudit.opencl;

import org.normaudit.reference.Quantity;

/**
 * The place of a quantity.
 *
 * @param pass the pass that makes it
 * @param buffer the buffer that holds it
 * @param row the row at which it begins; a row has one value a channel
 */
record BufferLocation(Pass pass, LayerKernel.Buffer buffer, int row) {

  /** The passes, and none. */
  enum Pass {
    NONE,
    FORWARD,
    BACKWARD,
    /** Both, in one launch. */
    STEP;

    /** Whether the results of {@code other} exist after this pass. */
    boolean includes(Pass other) {
      return this == other || this == STEP;
    }
  }

  /**
   * Where {@code quantity} is.
   *
   * @throws UnsupportedOperationException for what no kernel computes, such as the double backward
   */
  static BufferLocation of(Quantity quantity) {
    return switch (quantity) {
      case Y -> new BufferLocation(Pass.FORWARD, LayerKernel.Buffer.Y, 0);
      case R -> new BufferLocation(Pass.FORWARD, LayerKernel.Buffer.SAVED, LayerKernel.R);
      case D -> new BufferLocation(Pass.FORWARD, LayerKernel.Buffer.SAVED, LayerKernel.SHIFT);
      case DX -> new BufferLocation(Pass.BACKWARD, LayerKernel.Buffer.DX, 0);
      case DGAMMA -> new BufferLocation(Pass.BACKWARD, LayerKernel.Buffer.GRADIENT, 0);
      case DBETA -> new BufferLocation(Pass.BACKWARD, LayerKernel.Buffer.GRADIENT, 1);
      default -> throw new UnsupportedOperationException("no kernel computes " + quantity.label());
    };
  }
}
