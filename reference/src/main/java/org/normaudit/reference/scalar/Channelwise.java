package org.normaudit.reference.scalar;

import org.normaudit.reference.Shape;

/** Elementwise operations of a tensor with one number a channel. */
final class Channelwise {
  private Channelwise() {}

  /**
   * v·scale + shift, two roundings.
   *
   * @param v as long as the shape; not modified
   * @param scale one a channel
   * @param shift one a channel
   */
  static double[] affine(Shape shape, double[] v, double[] scale, double[] shift) {
    double[] result = new double[v.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = v[k] * scale[c] + shift[c];
        }
      }
    }
    return result;
  }

  /** Sums over a channel, divided by its number of values: one rounding. */
  static double[] means(Shape shape, double[] sums) {
    double[] means = sums.clone();
    for (int c = 0; c < means.length; c++) {
      means[c] /= shape.count();
    }
    return means;
  }

  /** v·w for numbers of which there is one a channel. */
  static double[] products(double[] v, double[] w) {
    double[] result = v.clone();
    for (int c = 0; c < result.length; c++) {
      result[c] *= w[c];
    }
    return result;
  }

  /**
   * v·scale, one rounding.
   *
   * @param v as long as the shape; not modified
   * @param scale one a channel
   */
  static double[] times(Shape shape, double[] v, double[] scale) {
    double[] result = new double[v.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = v[k] * scale[c];
        }
      }
    }
    return result;
  }

  /**
   * v/divisor, one rounding.
   *
   * @param v as long as the shape; not modified
   * @param divisor one a channel
   */
  static double[] over(Shape shape, double[] v, double[] divisor) {
    double[] result = new double[v.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = v[k] / divisor[c];
        }
      }
    }
    return result;
  }

  /**
   * v·scale/divisor, two roundings.
   *
   * @param v as long as the shape; not modified
   * @param scale one a channel
   * @param divisor one a channel
   */
  static double[] scaled(Shape shape, double[] v, double[] scale, double[] divisor) {
    double[] result = new double[v.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = v[k] * scale[c] / divisor[c];
        }
      }
    }
    return result;
  }

  /**
   * v·scale/divisor + w·factor + shift, five roundings.
   *
   * @param v as long as the shape; not modified
   * @param w as long as the shape; not modified
   */
  static double[] combined(
      Shape shape,
      double[] v,
      double[] scale,
      double[] divisor,
      double[] w,
      double[] factor,
      double[] shift) {
    double[] result = new double[v.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = v[k] * scale[c] / divisor[c] + w[k] * factor[c] + shift[c];
        }
      }
    }
    return result;
  }
}
