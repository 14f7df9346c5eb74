package org.normaudit.benchmarks.peers;

import ai.onnxruntime.OrtEnvironment;
import java.util.EnumSet;
import java.util.Set;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;

/**
 * ONNX Runtime's provider for the processor: BatchNormalization of opset 15, forward alone. Tensors
 * of float64 are not asked of it: the node's ε and momentum are binary32 numbers in any case, so it
 * computes another layer than the one asked for.
 */
record OnnxRuntime() implements Peer {
  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return "ONNX Runtime %s, %d threads"
        .formatted(OrtEnvironment.getEnvironment().getVersion(), Peer.threads());
  }

  @Override
  public Set<Quantity> quantities() {
    return EnumSet.of(Quantity.Y, Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);
  }

  @Override
  public BenchmarkedStep open(LayerInput step) {
    return new OnnxRuntimeStep(step);
  }
}
