package org.normaudit.opencl;

/** Tests by compilation whether a device has float64: Aparapi has no query for it. */
final class Float64Probe extends DeviceKernel {
  double[] values = new double[1];

  private Float64Probe(ComputeDevice device) {
    super(device);
  }

  @Override
  public void run() {
    values[getGlobalId()] = values[getGlobalId()] * values[getGlobalId()];
  }

  static boolean succeedsOn(ComputeDevice device) {
    Float64Probe probe = new Float64Probe(device);
    try {
      probe.prepare();
      probe.launch(1, 1);
      return true;
    } catch (DeviceException e) {
      return false;
    } finally {
      probe.dispose();
    }
  }
}
