package org.normaudit.benchmarks.peers;

import org.normaudit.benchmarks.DeviceLayerBenchmark;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceSession;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;

/** A step in this project's kernels on a device: whom the peers are compared with. */
final class DeviceStep implements BenchmarkedStep {
  private final DeviceSession session;
  private final LayerInput step;
  private boolean isForwardDone;
  private boolean isBackwardDone;

  DeviceStep(ComputeDevice device, LayerInput step) {
    this.step = step;
    session = DeviceSession.open(device, step.dtype());
    DeviceLayerBenchmark.load(session, step);
  }

  @Override
  public void forward() {
    session.forward(step.mode(), step.rule(), step.clip());
    isForwardDone = true;
  }

  @Override
  public boolean hasBackward() {
    return true;
  }

  @Override
  public void backward() {
    session.backward();
    isBackwardDone = true;
  }

  @Override
  public LayerOutput results() {
    if (!isForwardDone) {
      forward();
    }
    if (!isBackwardDone) {
      backward();
    }
    LayerOutput output = LayerOutput.empty();
    for (Quantity quantity :
        new Quantity[] {
          Quantity.Y,
          Quantity.RUNNING_MEAN,
          Quantity.RUNNING_SPREAD,
          Quantity.DX,
          Quantity.DGAMMA,
          Quantity.DBETA
        }) {
      output = output.with(quantity, session.get(quantity));
    }
    return output;
  }

  @Override
  public void close() {
    session.close();
  }
}
