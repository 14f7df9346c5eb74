package org.normaudit.benchmarks.peers;

import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;

/** An implementation that steps can be loaded into. */
public interface Peer {

  /** Its name, and how its tensors lie where there is a choice, such as {@code onednn:nhwc}. */
  String name();

  /** The library with its version, and how many threads it computes with. */
  String version();

  /** What it can be asked for. */
  Capabilities capabilities();

  /**
   * Hands a step to the library.
   *
   * @throws UnsupportedOperationException if the library does not have what the step asks for
   */
  Opponent load(LayerInput step);

  /** How many threads libraries compute with here that do not say otherwise. */
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Checks that a step is batch normalization in float32, float64 or whatever the library has.
   *
   * @throws UnsupportedOperationException if it lies outside the capabilities
   */
  default void require(LayerInput step) {
    capabilities().require(step);
    if (step.second().isPresent()) {
      throw new UnsupportedOperationException(name() + " has no double backward here");
    }
  }

  /** Whether a format is one that the library takes. */
  default boolean has(Dtype dtype) {
    return capabilities().dtypes().contains(dtype);
  }
}
