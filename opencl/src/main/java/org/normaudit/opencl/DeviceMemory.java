package org.normaudit.opencl;

import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/** Whether tensors fit a device, before anything is made for them. */
final class DeviceMemory {
  /** Aparapi counts the bytes of a buffer in an {@code int}. */
  private static final long APARAPI_LIMIT = Integer.MAX_VALUE;

  private DeviceMemory() {}

  /**
   * Checks that {@code tensors} tensors of a shape fit a device.
   *
   * @throws DeviceException if they do not
   */
  static void require(ComputeDevice device, Dtype dtype, Shape shape, int tensors) {
    long bytes = (long) shape.size() * KernelFormat.of(dtype).bytes();
    long largest = Math.min(APARAPI_LIMIT, device.largestBuffer());
    if (bytes > largest) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "a tensor of shape %s takes %,d bytes in %s: a buffer on %s holds at most %,d",
              shape,
              bytes,
              dtype.label(),
              device.name(),
              largest));
    }
    long all = tensors * bytes;
    if (all > device.globalMemory()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%d tensors of shape %s take %,d bytes in %s: %s has %,d",
              tensors,
              shape,
              all,
              dtype.label(),
              device.name(),
              device.globalMemory()));
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (all > heap) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%d tensors of shape %s take %,d bytes in %s: Java's heap has %,d, and -Xmx sets it",
              tensors,
              shape,
              all,
              dtype.label(),
              heap));
    }
  }
}
