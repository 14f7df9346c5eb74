package org.normaudit.verification.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.normaudit.reference.Dtype;

/** Tensors as bytes: one value after another, little-endian, in the tensor's own format. */
public final class TensorBytes {
  private TensorBytes() {}

  /** How many bytes one value has. */
  public static int width(Dtype dtype) {
    return switch (dtype) {
      case FLOAT64 -> Double.BYTES;
      case FLOAT32 -> Float.BYTES;
      case BFLOAT16, BINARY16 -> Short.BYTES;
    };
  }

  /**
   * The bytes of values; every NaN becomes the same quiet one.
   *
   * @param values of {@code dtype}; others are rounded to it. Not modified.
   */
  public static byte[] encode(Dtype dtype, double[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, width(dtype)))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (dtype) {
        case FLOAT64 -> buffer.putDouble(Double.longBitsToDouble(Double.doubleToLongBits(value)));
        case FLOAT32 -> buffer.putInt(Float.floatToIntBits((float) value));
        case BFLOAT16 -> {
          int bits = Float.floatToIntBits((float) dtype.round(value));
          buffer.putShort((short) (bits >>> 16));
        }
        case BINARY16 -> buffer.putShort(Binary16.encode(dtype.round(value)));
      }
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
    int width = width(dtype);
    if (bytes.length % width != 0) {
      throw new IllegalArgumentException(
          "%d bytes hold no whole number of %s values of %d bytes each"
              .formatted(bytes.length, dtype.label(), width));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.length / width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case FLOAT64 -> buffer.getDouble();
            case FLOAT32 -> buffer.getFloat();
            case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case BINARY16 -> Binary16.decode(buffer.getShort());
          };
    }
    return values;
  }
}
