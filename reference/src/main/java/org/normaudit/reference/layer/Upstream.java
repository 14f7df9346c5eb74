package org.normaudit.reference.layer;

import java.util.List;

/**
 * The upstream gradients of the values of one set, each list taken from its block when it is asked
 * for.
 *
 * @param s the block
 * @param set the positions of the values
 * @param blockDy dy of the block
 * @param blockGamma γ of each of its values
 * @param blockG γ·dy
 * @param <T> the numbers
 */
public record Upstream<T>(
    BlockStep<T> s, int[] set, List<T> blockDy, List<T> blockGamma, List<T> blockG) {

  /** dy. */
  public List<T> dy() {
    return s.part(blockDy, set);
  }

  /** γ of each value. */
  public List<T> gamma() {
    return s.part(blockGamma, set);
  }

  /** γ·dy, the gradient by x̂. */
  public List<T> g() {
    return s.part(blockG, set);
  }
}
