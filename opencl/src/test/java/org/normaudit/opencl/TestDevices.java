package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Dtype;

/**
 * The devices that tests run on. Where there is no OpenCL device, tests that need one are skipped,
 * or fail under {@code -Dnormaudit.opencl=required}.
 */
final class TestDevices {
  private TestDevices() {}

  /** All OpenCL devices, at least one. */
  static List<ComputeDevice> openCl() {
    if (Devices.list().isEmpty()) {
      String reason = "this machine has no OpenCL device";
      if ("required".equals(System.getProperty("normaudit.opencl"))) {
        fail(reason);
      }
      abort(reason);
    }
    return Devices.list();
  }

  /** The first OpenCL device that has {@code dtype}. */
  static ComputeDevice firstWith(Dtype dtype) {
    for (ComputeDevice device : openCl()) {
      if (device.supports(dtype)) {
        return device;
      }
    }
    return abort("no OpenCL device here has " + dtype.label());
  }

  /** All OpenCL devices, and the pool of Java threads. */
  static List<ComputeDevice> all() {
    List<ComputeDevice> all = new ArrayList<>(Devices.list());
    all.add(Devices.jtp());
    return all;
  }
}
