package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Set;
import org.bytedeco.pytorch.global.torch;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;

/**
 * PyTorch's own kernels for the processor, those that {@code torch.nn.BatchNorm2d} and its gradient
 * end in, without the recording around them.
 *
 * @param channelsLast whether tensors lie as NHWC
 */
record PyTorch(boolean channelsLast) implements Peer {
  @Override
  public String name() {
    return channelsLast ? "pytorch:nhwc" : "pytorch:nchw";
  }

  @Override
  public String version() {
    return "PyTorch %s, %d threads"
        .formatted(Natives.version("org.bytedeco", "pytorch"), torch.get_num_threads());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        name(),
        version(),
        Set.of(LayerKind.BATCH_NORM),
        EnumSet.allOf(Mode.class),
        EnumSet.of(Dtype.FLOAT32, Dtype.FLOAT64),
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
    torch.set_num_threads(Peer.threads());
    return new PyTorchStep(step, channelsLast);
  }
}
