package org.normaudit.verification.io.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normaudit.reference.Dtype;

/** How one value of a format lies in bytes; the formats that there is such a layout of. */
enum ByteLayout {
  /** IEEE binary64. */
  FLOAT64(Dtype.FLOAT64, Double.BYTES) {
    @Override
    void put(ByteBuffer buffer, double value) {
      buffer.putDouble(value);
    }

    @Override
    double get(ByteBuffer buffer, int at) {
      return buffer.getDouble(at);
    }
  },
  /** IEEE binary32. */
  FLOAT32(Dtype.FLOAT32, Float.BYTES) {
    @Override
    void put(ByteBuffer buffer, double value) {
      buffer.putFloat((float) value);
    }

    @Override
    double get(ByteBuffer buffer, int at) {
      return buffer.getFloat(at);
    }
  },
  /** The upper half of a binary32. */
  BFLOAT16(Dtype.BFLOAT16, Short.BYTES) {
    @Override
    void put(ByteBuffer buffer, double value) {
      buffer.putShort((short) (Float.floatToIntBits((float) value) >>> 16));
    }

    @Override
    double get(ByteBuffer buffer, int at) {
      return Float.intBitsToFloat(buffer.getShort(at) << 16);
    }
  },
  /** IEEE binary16. */
  BINARY16(Dtype.BINARY16, Short.BYTES) {
    @Override
    void put(ByteBuffer buffer, double value) {
      buffer.putShort(Binary16.encode(value));
    }

    @Override
    double get(ByteBuffer buffer, int at) {
      return Binary16.decode(buffer.getShort(at));
    }
  };

  private final Dtype dtype;
  private final int width;

  ByteLayout(Dtype dtype, int width) {
    this.dtype = dtype;
    this.width = width;
  }

  /**
   * The layout of a format.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ByteLayout of(Dtype dtype) {
    for (ByteLayout layout : values()) {
      if (layout.dtype == dtype) {
        return layout;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' has no layout in bytes: one of %s has",
            dtype.label(),
            dtypes().stream().map(Dtype::label).collect(Collectors.joining(", "))));
  }

  /** The formats that have one. */
  static List<Dtype> dtypes() {
    return Arrays.stream(values()).map(layout -> layout.dtype).toList();
  }

  /** The bytes of a value. */
  int width() {
    return width;
  }

  /** Appends a value of the format. */
  abstract void put(ByteBuffer buffer, double value);

  /** The value whose first byte is at {@code at}. */
  abstract double get(ByteBuffer buffer, int at);
}
