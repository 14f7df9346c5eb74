package org.normaudit.opencl;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/**
 * What a device needs at the least: the time to read a tensor and write another one, and the time
 * of a launch that does nothing. Benchmarks hold the layers against it.
 */
public final class MemoryFloor implements AutoCloseable {
  /** Work-groups of a core with caches: enough to be shared out evenly. */
  private static final int PIECES_PER_CORE = 32;

  private static final int GROUP = 256;

  private final CopyKernel kernel;
  private final long bytes;
  private final int elements;
  private final int run;
  private final int global;
  private final int local;

  private MemoryFloor(ComputeDevice device, Dtype dtype, int elements) {
    this.elements = elements;
    bytes = 2L * elements * KernelFormat.of(dtype).bytes();
    if (device.hasFewWideCores()) {
      local = device.isOpenCl() ? 1 : device.computeUnits();
      global = PIECES_PER_CORE * device.computeUnits();
      run = (elements + global - 1) / global;
    } else {
      local = Math.min(GROUP, device.largestGroup());
      run = 1;
      global = (elements + local - 1) / local * local;
    }
    kernel = CopyKernel.of(device, dtype, elements);
    kernel.prepare();
  }

  /**
   * Two tensors of {@code elements} elements on {@code device}.
   *
   * @throws DeviceException if they do not fit, or if the device does not have {@code dtype}
   */
  public static MemoryFloor open(ComputeDevice device, Dtype dtype, int elements) {
    device.require(dtype);
    DeviceMemory.require(device, dtype, new Shape(1, 1, elements), 2);
    return new MemoryFloor(device, dtype, elements);
  }

  /** Reads the one tensor and writes the other, with the stores that the layers use. */
  public void copy() {
    launch(elements);
  }

  /** The same with plain stores. */
  public void copyPlainly() {
    int streaming = kernel.streaming;
    kernel.streaming = 0;
    try {
      launch(elements);
    } finally {
      kernel.streaming = streaming;
    }
  }

  /** Launches as many work-items, which do nothing. */
  public void launchEmpty() {
    launch(0);
  }

  private void launch(int count) {
    kernel.count = count;
    kernel.run = run;
    kernel.launch(global, local);
  }

  /** Whether the last copy is one. */
  public boolean isCopied() {
    return kernel.isCopied();
  }

  /** Bytes that a copy reads and writes. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    kernel.dispose();
  }
}
