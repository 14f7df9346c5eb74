package org.normaudit.opencl;

/**
 * Finds out by trying whether the kernels of a device write right into Java's arrays. Where they do
 * not, what they have written is lost when the garbage collector moves an array before it is
 * fetched.
 */
final class SharingProbe extends DeviceKernel {
  int[] values = new int[1];

  private SharingProbe(ComputeDevice device) {
    super(device);
  }

  @Override
  public void run() {
    values[getGlobalId()] = values[getGlobalId()] + 1;
  }

  static boolean succeedsOn(ComputeDevice device) {
    SharingProbe probe = new SharingProbe(device);
    try {
      probe.prepare();
      probe.put(probe.values);
      probe.launch(1, 1);
      return probe.values[0] == 1;
    } catch (DeviceException e) {
      return false;
    } finally {
      probe.dispose();
    }
  }
}
