package org.normaudit.benchmarks.peers;

import org.normaudit.reference.LayerOutput;

/**
 * One step of a layer, its tensors resident with an implementation: the passes can be run again and
 * again without a transfer, so that they can be timed.
 */
public interface BenchmarkedStep extends AutoCloseable {

  /** The forward pass. In training the running statistics, where it has some, start as given. */
  void forward();

  /** Whether there is a backward pass. */
  boolean hasBackward();

  /** Whether one forward pass serves any number of backward ones. */
  default boolean isBackwardRepeatable() {
    return hasBackward();
  }

  /**
   * The backward pass, after a forward one.
   *
   * @throws UnsupportedOperationException if there is none
   */
  void backward();

  /** What the last passes gave, in the step's own order. A pass that has not run is run first. */
  LayerOutput results();

  /** Gives the tensors back. */
  @Override
  void close();
}
