package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's fused operation, {@code FusedBatchNormV3} and its gradient, which for the processor
 * takes NHWC alone at inference.
 *
 * @param layout how its tensors lie
 */
record TensorFlowPeer(Layout layout) implements Peer {

  /** The values of the operation's attribute {@code data_format}. */
  enum Layout {
    /** Channels side by side. */
    NHWC,
    /** Plane after plane. */
    NCHW
  }

  @Override
  public String name() {
    return "tensorflow:" + layout.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String version() {
    return "TensorFlow %s, %d threads".formatted(TensorFlow.version(), Peer.threads());
  }

  @Override
  public Set<Mode> modes() {
    return layout == Layout.NHWC ? EnumSet.allOf(Mode.class) : EnumSet.of(Mode.TRAINING);
  }

  @Override
  public BenchmarkedStep open(LayerInput step) {
    return new TensorFlowStep(layout, step);
  }
}
