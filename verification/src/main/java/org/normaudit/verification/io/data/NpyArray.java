package org.normaudit.verification.io.data;

import java.util.Arrays;
import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/**
 * An array as a {@code .npy} file holds it.
 *
 * @param dtype the format of the elements: f16, f32 or f64
 * @param shape the dimensions, at least one, each at least 0
 * @param values the elements in C order (the last dimension varies fastest), all of them values of
 *     {@code dtype}
 */
public record NpyArray(Dtype dtype, int[] shape, double[] values) {

  /** Checks the dimensions, the number of the values, and that the format holds each of them. */
  public NpyArray {
    if (!has(dtype)) {
      String label = dtype.label();
      throw new IllegalArgumentException(
          "npy has no dtype for "
              + label
              + ": allowed are f16, f32 and f64"
              + (Dtype.FLOAT32.holds(dtype) ? ", and f32 holds every " + label + " value" : ""));
    }
    if (shape.length < 1) {
      throw new IllegalArgumentException("npy array needs at least 1 dimension: shape ()");
    }
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "npy dimensions must be at least 0: shape " + Arrays.toString(shape));
      }
      size *= dimension;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "npy array may have at most %d elements: shape %s",
                Integer.MAX_VALUE,
                Arrays.toString(shape)));
      }
    }
    if (values.length != size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "npy shape %s needs %d values: %d",
              Arrays.toString(shape),
              size,
              values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (dtype.round(values[i]) != values[i] && !Double.isNaN(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%s does not hold element %d: %s", dtype.label(), i, values[i]));
      }
    }
  }

  /** Whether NumPy has the format. */
  public static boolean has(Dtype dtype) {
    return NpyHeader.TYPES.containsKey(dtype);
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /**
   * The shape seen as (outer, channels, inner).
   *
   * @param axis which dimension counts the channels, from 0, or from −1 backwards
   * @throws IllegalArgumentException for fewer than 2 dimensions, or if there is no such one
   */
  public Shape channels(int axis) {
    if (rank() < 2) {
      throw new IllegalArgumentException(
          "data needs at least 2 dimensions, one of them the channels: shape "
              + Arrays.toString(shape));
    }
    if (axis < -rank() || axis >= rank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "channel axis must lie in [%d, %d] for %d dimensions: %d",
              -rank(),
              rank() - 1,
              rank(),
              axis));
    }
    int at = axis < 0 ? axis + rank() : axis;
    return new Shape(product(0, at), shape[at], product(at + 1, rank()));
  }

  private int product(int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= shape[i];
      // Beside an empty dimension the others may multiply to anything.
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "dimensions of shape %s multiply beyond %d",
                Arrays.toString(shape),
                Integer.MAX_VALUE));
      }
    }
    return (int) product;
  }
}
