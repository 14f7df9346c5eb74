package org.normaudit.reference.contract;

import org.normaudit.reference.Shape;

/** One channel of a flat tensor. */
public final class Channels {
  private Channels() {}

  /** The values of channel {@code c}, in the order outer, inner. */
  public static double[] gather(Shape shape, int c, double[] tensor) {
    double[] values = new double[shape.count()];
    for (int k = 0; k < values.length; k++) {
      values[k] = tensor[index(shape, c, k)];
    }
    return values;
  }

  /** Where value {@code k} of channel {@code c} lies. */
  public static int index(Shape shape, int c, int k) {
    return shape.index(k / shape.inner(), c, k % shape.inner());
  }
}
