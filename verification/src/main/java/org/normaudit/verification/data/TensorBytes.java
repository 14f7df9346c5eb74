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
        case BINARY16 -> buffer.putShort((short) binary16(dtype.round(value)));
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
            case BINARY16 -> binary16(buffer.getShort());
          };
    }
    return values;
  }

  // Sign, 5 bits of exponent with bias 15, 10 bits of fraction.
  private static int binary16(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      return 0x7e00;
    }
    if (Double.isInfinite(value)) {
      return sign | 0x7c00;
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int significand = (int) Math.scalb(magnitude, 10 - exponent);
    // A subnormal lacks the hidden bit, so that its exponent field comes out as 0.
    return sign | ((exponent + 14 << 10) + significand);
  }

  private static double binary16(short bits) {
    int field = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (field == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (field == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb((double) (fraction | 0x400), field - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
