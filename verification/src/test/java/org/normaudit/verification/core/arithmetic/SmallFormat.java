package org.normaudit.verification.core.arithmetic;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normaudit.reference.Dtype;

/** All numbers of a format of 16 bits, decoded from their bits, and rounding by looking them up. */
final class SmallFormat {
  private final double[] numbers;
  private final double overflow;

  private SmallFormat(int fractionBits, int bias) {
    int exponents = 0x7fff >> fractionBits;
    // Finite patterns are those whose exponent field is not all ones.
    this.numbers =
        IntStream.range(0, exponents << fractionBits)
            .mapToDouble(bits -> decode(bits, fractionBits, bias))
            .flatMap(
                v -> v == 0 ? Arrays.stream(new double[] {0}) : Arrays.stream(new double[] {-v, v}))
            .sorted()
            .toArray();
    double last = numbers[numbers.length - 1];
    this.overflow = last + (last - numbers[numbers.length - 2]);
  }

  private static double decode(int bits, int fractionBits, int bias) {
    int field = bits >> fractionBits;
    int fraction = bits & ((1 << fractionBits) - 1);
    return field == 0
        ? fraction * Math.pow(2, 1 - bias - fractionBits)
        : (fraction + (1 << fractionBits)) * Math.pow(2, field - bias - fractionBits);
  }

  static SmallFormat of(Dtype dtype) {
    if (!dtype.isNarrow()) {
      throw new IllegalArgumentException("not a small format: " + dtype);
    }
    return new SmallFormat(dtype.precision() - 1, Math.getExponent(dtype.maxFinite()));
  }

  /** Every finite number, ascending; one zero. */
  double[] numbers() {
    return numbers;
  }

  /** The largest number that is not above {@code exact}, −∞ below all of them. */
  double floor(double exact) {
    int at = Arrays.binarySearch(numbers, exact + 0.0);
    if (at >= 0) {
      return numbers[at];
    }
    return at == -1 ? Double.NEGATIVE_INFINITY : numbers[-at - 2];
  }

  /** The smallest number that is not below {@code exact}, +∞ above all of them. */
  double ceiling(double exact) {
    return -floor(-exact);
  }

  /**
   * The nearest number, ties to the one whose significand is even, as overflow goes to infinity.
   */
  double nearest(double exact) {
    double low = floor(exact);
    double high = ceiling(exact);
    double below = Double.isInfinite(low) ? -overflow : low;
    double above = Double.isInfinite(high) ? overflow : high;
    double middle = (below + above) / 2;
    if (exact == middle) {
      return isEven(below, above - below) ? low : high;
    }
    return exact < middle ? low : high;
  }

  private static boolean isEven(double number, double unit) {
    return (number / unit) % 2 == 0;
  }
}
