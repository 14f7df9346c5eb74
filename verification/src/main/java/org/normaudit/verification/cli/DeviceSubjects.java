package org.normaudit.verification.cli;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceException;
import org.normaudit.opencl.Devices;
import org.normaudit.opencl.NumericalPromise;
import org.normaudit.opencl.OpenClLayer;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;

/** The project's kernels on the devices of this machine, as subjects. */
final class DeviceSubjects {
  private DeviceSubjects() {}

  /**
   * The subjects of {@code opencl:SELECTOR[:f32|:f64]}, or of the thread pool: one format, or all
   * that the device has.
   *
   * @param selector an index, a part of a device's name, or {@code jtp}; then perhaps a format
   * @throws IllegalArgumentException with one sentence if there is no such device, or no such
   *     format on it
   */
  static List<Subject> of(String selector) {
    int colon = selector.lastIndexOf(':');
    String tail = selector.substring(colon + 1);
    boolean hasFormat =
        colon >= 0 && ComputeDevice.FORMATS.stream().anyMatch(d -> d.label().equals(tail));
    try {
      ComputeDevice device = Devices.of(hasFormat ? selector.substring(0, colon) : selector);
      return hasFormat ? List.of(open(device, Dtype.of(tail))) : all(device);
    } catch (DeviceException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The kernels in every format that the device has. */
  static List<Subject> all(ComputeDevice device) {
    List<Subject> subjects = new ArrayList<>();
    for (Dtype dtype : ComputeDevice.FORMATS) {
      if (device.supports(dtype)) {
        subjects.add(open(device, dtype));
      }
    }
    return subjects;
  }

  private static Subject open(ComputeDevice device, Dtype dtype) {
    return new LayerSubject(
        device.selector() + ":" + dtype.label(),
        new OpenClLayer(device, dtype),
        any -> model(device, dtype));
  }

  // Contraction needs no allowance of its own: it leaves a rounding out.
  private static ErrorModel model(ComputeDevice device, Dtype dtype) {
    NumericalPromise promise = device.promise(dtype);
    return new ErrorModel(
        dtype,
        dtype,
        ErrorModel.Summation.SEQUENTIAL,
        ErrorModel.VarianceClass.TWO_PASS,
        promise.divisionUlp(),
        promise.rootUlp(),
        false,
        promise.flushesSubnormals());
  }
}
