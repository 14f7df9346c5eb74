package org.normaudit.opencl;

/**
 * Tests by a run whether the kernels of a device read and write Java's arrays themselves. Where
 * they do not, what they have written is lost when the garbage collector moves an array before it
 * is fetched, and what the host writes reaches them only when it is put.
 */
final class SharingProbe extends DeviceKernel {
  private static final int BY_THE_HOST = 41;

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
      boolean writes = probe.values[0] == 1;
      probe.values[0] = BY_THE_HOST;
      probe.launch(1, 1);
      return writes && probe.values[0] == BY_THE_HOST + 1;
    } catch (DeviceException e) {
      return false;
    } finally {
      probe.dispose();
    }
  }
}
