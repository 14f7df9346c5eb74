package org.normaudit.opencl;

import org.normaudit.reference.Dtype;

/** A copy on a device, in either format. */
abstract class CopyKernel extends DeviceKernel {
  /** Elements; 0 for a launch that does nothing. */
  int count;

  /** Elements of a work-item, side by side. */
  int run;

  /** 1 to store past the caches. */
  int streaming;

  CopyKernel(ComputeDevice device, int elements) {
    super(device);
    streaming = Plan.streams(device, elements) ? 1 : 0;
  }

  static CopyKernel of(ComputeDevice device, Dtype dtype, int elements) {
    return switch (KernelFormat.of(dtype)) {
      case SINGLE -> new Float32CopyKernel(device, elements);
      case DOUBLE -> new Float64CopyKernel(device, elements);
    };
  }

  /** Whether the last copy is one. */
  abstract boolean isCopied();
}
