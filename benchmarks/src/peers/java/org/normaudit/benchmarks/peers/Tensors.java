package org.normaudit.benchmarks.peers;

import org.normaudit.reference.Shape;

/** Between the audit's arrays of double and the libraries' arrays of float. */
final class Tensors {
  private Tensors() {}

  /** In binary32; exact for values of that format. */
  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** In binary64, exactly. */
  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** (outer, channels, inner) as N, C, H, W with W = 1. */
  static long[] nchw(Shape shape) {
    return new long[] {shape.outer(), shape.channels(), shape.inner(), 1};
  }

  /** The values of an NCHW tensor in NHWC order. */
  static double[] toNhwc(Shape shape, double[] values) {
    double[] moved = new double[values.length];
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int i = 0; i < shape.inner(); i++) {
          moved[(o * shape.inner() + i) * shape.channels() + c] = values[shape.index(o, c, i)];
        }
      }
    }
    return moved;
  }

  /** The values of an NHWC tensor in NCHW order. */
  static double[] toNchw(Shape shape, double[] values) {
    double[] moved = new double[values.length];
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int i = 0; i < shape.inner(); i++) {
          moved[shape.index(o, c, i)] = values[(o * shape.inner() + i) * shape.channels() + c];
        }
      }
    }
    return moved;
  }
}
