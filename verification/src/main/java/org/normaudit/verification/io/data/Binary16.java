package org.normaudit.verification.io.data;

/** The bits of IEEE binary16: a sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
final class Binary16 {
  private static final int BIAS = 15;
  private static final int FRACTION_BITS = 10;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int NAN = 0x7e00;
  private static final int INFINITY = 0x7c00;
  private static final int SIGN = 0x8000;

  private Binary16() {}

  /** The number that the bits stand for. */
  static double decode(short bits) {
    int exponent = bits >> FRACTION_BITS & 0x1f;
    int fraction = bits & FRACTION;
    double magnitude =
        switch (exponent) {
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          case 0 -> Math.scalb((double) fraction, 1 - BIAS - FRACTION_BITS);
          default ->
              Math.scalb((double) (fraction | 1 << FRACTION_BITS), exponent - BIAS - FRACTION_BITS);
        };
    return (bits & SIGN) == 0 ? magnitude : -magnitude;
  }

  /** The bits of {@code value}, which is a number of the format, infinite or NaN. */
  static short encode(double value) {
    if (Double.isNaN(value)) {
      return (short) NAN;
    }
    int sign = Math.copySign(1, value) < 0 ? SIGN : 0;
    double magnitude = Math.abs(value);
    if (Double.isInfinite(magnitude)) {
      return (short) (sign | INFINITY);
    }
    int exponent = Math.max(magnitude == 0 ? 1 - BIAS : Math.getExponent(magnitude), 1 - BIAS);
    int significand = (int) Math.scalb(magnitude, FRACTION_BITS - exponent);
    // A normal significand has its hidden bit, which adds one to the field of the exponent.
    return (short) (sign | ((exponent + BIAS - 1 << FRACTION_BITS) + significand));
  }
}
