package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
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
  public Capabilities capabilities() {
    return new Capabilities(
        name(),
        version(),
        Set.of(LayerKind.BATCH_NORM),
        layout == Layout.NHWC ? EnumSet.allOf(Mode.class) : EnumSet.of(Mode.TRAINING),
        Set.of(Dtype.FLOAT32),
        EnumSet.of(
            Quantity.Y,
            Quantity.RUNNING_MEAN,
            Quantity.RUNNING_SPREAD,
            Quantity.DX,
            Quantity.DGAMMA,
            Quantity.DBETA));
  }

  @Override
  public Opponent load(LayerInput step) {
    require(step);
    return new TensorFlowStep(layout, step);
  }
}
