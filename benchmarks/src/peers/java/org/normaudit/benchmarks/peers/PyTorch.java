package org.normaudit.benchmarks.peers;

import java.util.Set;
import org.bytedeco.pytorch.global.torch;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;

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
  public Set<Dtype> dtypes() {
    return Dtype.setOf(Dtype.FLOAT32, Dtype.FLOAT64);
  }

  @Override
  public BenchmarkedStep open(LayerInput step) {
    torch.set_num_threads(Peer.threads());
    return new PyTorchStep(step, channelsLast);
  }
}
