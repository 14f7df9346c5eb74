package org.normaudit.opencl;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.Dtype;

/** The kernels of a session: one of each cut that it came to need, until it closes. */
final class SessionKernels implements AutoCloseable {
  private final ComputeDevice device;
  private final Dtype dtype;
  private final Map<Plan.Mapping, LayerKernel> kernels = new EnumMap<>(Plan.Mapping.class);

  SessionKernels(ComputeDevice device, Dtype dtype) {
    this.device = device;
    this.dtype = dtype;
  }

  /**
   * The kernel of a cut.
   *
   * @throws DeviceException if the device rejects it
   */
  LayerKernel of(Plan.Mapping mapping) {
    return kernels.computeIfAbsent(mapping, this::make);
  }

  private LayerKernel make(Plan.Mapping mapping) {
    if (!device.isOpenCl()) {
      return IdleKernels.take(dtype, mapping, device);
    }
    LayerKernel made = LayerKernel.of(device, dtype, mapping);
    made.prepare();
    return made;
  }

  @Override
  public void close() {
    kernels.forEach(
        (mapping, kernel) -> {
          if (device.isOpenCl()) {
            kernel.dispose();
          } else {
            IdleKernels.giveBack(dtype, mapping, kernel);
          }
        });
    kernels.clear();
  }
}
