package org.normaudit.opencl;

/**
 * How long an array has to be for the collector to leave it where it is.
 *
 * <p>On a device that shares the host's memory Aparapi hands the address of a Java array to the
 * driver, and the driver keeps it between launches. A collector that moves the array meanwhile
 * leaves the driver with an address where something else lies by then: wrong numbers were seen, and
 * a crash of the virtual machine. G1, the default, never moves an array that fills more than half
 * of one of its regions (but for the last resort of a full heap), so the kernels' arrays are all
 * made that long.
 *
 * <p>G1 chooses regions of 1 to 32 MiB, a power of two, so that the mean of the smallest and the
 * largest heap has about 2,048 of them; the largest heap alone gives an upper bound.
 */
final class Unmoved {
  private static final long MEBI = 1L << 20;
  private static final int REGIONS = 2048;

  /** Elements of four bytes or more. */
  static final int ELEMENTS = elements(Runtime.getRuntime().maxMemory());

  private Unmoved() {}

  // A heap below half a GiB would be filled by them: there the hazard stays.
  private static int elements(long largestHeap) {
    if (largestHeap < 512 * MEBI) {
      return 1 << 12;
    }
    long region = Long.highestOneBit(Math.max(1, largestHeap / REGIONS));
    long clamped = Math.max(MEBI, Math.min(32 * MEBI, region));
    return (int) (clamped / 2 / Float.BYTES);
  }
}
