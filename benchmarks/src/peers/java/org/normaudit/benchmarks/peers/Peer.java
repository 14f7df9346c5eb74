package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;

/** A library's batch normalization, that steps can be loaded into. */
public interface Peer {

  /** Its name, and how its tensors lie where there is a choice, such as {@code onednn:nhwc}. */
  String name();

  /** The library with its version, and how many threads it computes with. */
  String version();

  /** The modes that it has. */
  default Set<Mode> modes() {
    return EnumSet.allOf(Mode.class);
  }

  /** The formats that it takes. */
  default Set<Dtype> dtypes() {
    return Dtype.setOf(Dtype.FLOAT32);
  }

  /** What it gives. */
  default Set<Quantity> quantities() {
    return EnumSet.of(
        Quantity.Y,
        Quantity.RUNNING_MEAN,
        Quantity.RUNNING_SPREAD,
        Quantity.DX,
        Quantity.DGAMMA,
        Quantity.DBETA);
  }

  /** What it can be asked for. */
  default Capabilities capabilities() {
    return new Capabilities(
        name(), version(), EnumSet.of(LayerKind.BATCH_NORM), modes(), dtypes(), quantities());
  }

  /** Hands a step to the library, which has what the step asks for. */
  BenchmarkedStep open(LayerInput step);

  /**
   * Hands a step to the library.
   *
   * @throws UnsupportedOperationException if the library does not have what the step asks for
   */
  default BenchmarkedStep load(LayerInput step) {
    capabilities().require(step);
    if (step.second().isPresent()) {
      throw new UnsupportedOperationException(name() + " has no double backward here");
    }
    return open(step);
  }

  /** How many threads libraries compute with here that do not say otherwise. */
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
