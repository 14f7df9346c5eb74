package org.normaudit.opencl;

/** Roundings from binary64, by names that tell the format: the text of the kernels has no casts. */
final class Casts {
  private Casts() {}

  /** Rounded to binary32, ties to even. */
  static float toFloat32(double value) {
    return (float) value;
  }

  /** Unchanged. */
  static double toFloat64(double value) {
    return value;
  }
}
