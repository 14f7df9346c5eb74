package org.normaudit.verification.io.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;

/**
 * Tensors as bytes: one value after another, little-endian, in the tensor's own format. A format
 * without a layout in bytes is an {@link IllegalArgumentException}.
 */
public final class TensorBytes {
  private TensorBytes() {}

  /** The formats that have a layout in bytes: those that files and programs may be given. */
  public static List<Dtype> formats() {
    return ByteLayout.dtypes();
  }

  /** How many bytes one value has. */
  public static int width(Dtype dtype) {
    return ByteLayout.of(dtype).width();
  }

  /**
   * The bytes of values; every NaN becomes the same quiet one.
   *
   * @param values of {@code dtype}; others are rounded to it. Not modified.
   */
  public static byte[] encode(Dtype dtype, double[] values) {
    ByteLayout layout = ByteLayout.of(dtype);
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, layout.width()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      layout.put(buffer, Double.isNaN(value) ? Double.NaN : dtype.round(value));
    }
    return buffer.array();
  }

  /**
   * The values of bytes.
   *
   * @param bytes a whole number of values. Not modified.
   * @throws IllegalArgumentException if the last value is cut off
   */
  public static double[] decode(Dtype dtype, byte[] bytes) {
    ByteLayout layout = ByteLayout.of(dtype);
    int width = layout.width();
    if (bytes.length % width != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d bytes hold no whole number of %s values of %d bytes each",
              bytes.length,
              dtype.label(),
              width));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.length / width];
    for (int i = 0; i < values.length; i++) {
      values[i] = layout.get(buffer, i * width);
    }
    return values;
  }
}
