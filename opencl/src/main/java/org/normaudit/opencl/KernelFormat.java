package org.normaudit.opencl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;

/** The formats that the kernels are written in. */
enum KernelFormat {
  /** Within 2.5 and 3 ulp, contracted, subnormals flushed. */
  SINGLE(Dtype.FLOAT32, Float.BYTES, new NumericalPromise(2.5, 3, true, true)),
  /** Rounded correctly, contracted, subnormals kept; not on every device. */
  DOUBLE(Dtype.FLOAT64, Double.BYTES, new NumericalPromise(0.5, 0.5, true, false));

  private final Dtype dtype;
  private final int bytes;
  private final NumericalPromise openCl;

  KernelFormat(Dtype dtype, int bytes, NumericalPromise openCl) {
    this.dtype = dtype;
    this.bytes = bytes;
    this.openCl = openCl;
  }

  /**
   * The kernels' format for tensors of {@code dtype}.
   *
   * @throws DeviceException if there is none
   */
  static KernelFormat of(Dtype dtype) {
    for (KernelFormat format : values()) {
      if (format.dtype == dtype) {
        return format;
      }
    }
    throw new DeviceException(
        String.format(Locale.ROOT, "%s is no format of the kernels: f32 or f64", dtype.label()));
  }

  static List<Dtype> dtypes() {
    return Arrays.stream(values()).map(format -> format.dtype).toList();
  }

  /** Of one element. */
  int bytes() {
    return bytes;
  }

  /** What OpenCL promises of the arithmetic. */
  NumericalPromise openCl() {
    return openCl;
  }
}
