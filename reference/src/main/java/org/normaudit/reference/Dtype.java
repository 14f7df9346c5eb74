package org.normaudit.reference;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A binary floating-point format with {@code precision} significant bits and exponents from {@code
 * minExponent} to {@code maxExponent}, subnormals included, rounding to nearest, ties to even.
 *
 * <p>Every value of each format is a binary64 value, so tensors of all formats travel in {@code
 * double} arrays.
 */
public enum Dtype {
  /** IEEE binary64. */
  FLOAT64("f64", 53, -1022, 1023),
  /** IEEE binary32. */
  FLOAT32("f32", 24, -126, 127),
  /** The upper half of binary32. */
  BFLOAT16("bf16", 8, -126, 127),
  /** IEEE binary16. */
  BINARY16("f16", 11, -14, 15);

  /** Bits of a binary64 number below its exponent. */
  private static final int MANTISSA = 52;

  private final String label;
  private final int precision;
  private final int minExponent;
  private final double unitRoundoff;
  private final double minNormal;
  private final double minSubnormal;
  private final double maxFinite;

  Dtype(String label, int precision, int minExponent, int maxExponent) {
    this.label = label;
    this.precision = precision;
    this.minExponent = minExponent;
    this.unitRoundoff = Math.scalb(1.0, -precision);
    this.minNormal = Math.scalb(1.0, minExponent);
    this.minSubnormal = Math.scalb(1.0, minExponent - precision + 1);
    this.maxFinite = Math.scalb(2.0 - Math.scalb(1.0, 1 - precision), maxExponent);
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Significant bits, the hidden one included. */
  public int precision() {
    return precision;
  }

  /** The unit roundoff u = 2^−precision: the largest relative error of one rounding. */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** The smallest positive normal number. */
  public double minNormal() {
    return minNormal;
  }

  /**
   * The smallest positive subnormal number; half of it bounds a rounding error below the normals.
   */
  public double minSubnormal() {
    return minSubnormal;
  }

  /** The largest finite number. */
  public double maxFinite() {
    return maxFinite;
  }

  /** The distance between the numbers of this format around {@code value}; finite input only. */
  public double ulp(double value) {
    int exponent = value == 0 ? minExponent : Math.max(Math.getExponent(value), minExponent);
    int ulp = exponent - precision + 1;
    // scalb is for any number and any exponent, and this is asked for at every comparison.
    return ulp >= Double.MIN_EXPONENT
        ? Double.longBitsToDouble((long) (ulp + Double.MAX_EXPONENT) << MANTISSA)
        : Math.scalb(1.0, ulp);
  }

  /** The number of this format nearest to {@code value}, ties to even; overflow gives infinity. */
  public double round(double value) {
    if (this == FLOAT64 || value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    if (this == FLOAT32) {
      return (float) value;
    }
    // The quotient is at most 2^precision, so both scalings and rint are exact but for the rounding
    // that is wanted.
    double unit = ulp(value);
    double rounded = Math.rint(value / unit) * unit;
    return Math.abs(rounded) > maxFinite()
        ? Math.copySign(Double.POSITIVE_INFINITY, value)
        : rounded;
  }

  /** A new array with every element {@linkplain #round(double) rounded}. */
  public double[] round(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = round(values[i]);
    }
    return rounded;
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static Dtype of(String label) {
    for (Dtype dtype : values()) {
      if (dtype.label.equals(label)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "unknown dtype '%s': one of %s"
            .formatted(
                label,
                Arrays.stream(values()).map(Dtype::label).collect(Collectors.joining(", "))));
  }
}
