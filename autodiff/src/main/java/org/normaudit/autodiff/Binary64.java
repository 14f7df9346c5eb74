package org.normaudit.autodiff;

/**
 * IEEE 754 binary64: every operation is rounded once, to nearest, ties to even.
 *
 * <p>Relative error of each operation that neither overflows nor underflows: at most 2⁻⁵³. NaN and
 * infinities follow IEEE 754; {@code sqrt} of a negative number is NaN.
 */
public final class Binary64 implements Arithmetic<Double> {

  /** The only instance: binary64 has no state. */
  public static final Binary64 INSTANCE = new Binary64();

  private Binary64() {}

  @Override
  public Double constant(double value) {
    return value;
  }

  @Override
  public Double add(Double a, Double b) {
    return a + b;
  }

  @Override
  public Double subtract(Double a, Double b) {
    return a - b;
  }

  @Override
  public Double multiply(Double a, Double b) {
    return a * b;
  }

  @Override
  public Double divide(Double a, Double b) {
    return a / b;
  }

  @Override
  public Double negate(Double a) {
    return -a;
  }

  @Override
  public Double sqrt(Double a) {
    return Math.sqrt(a);
  }

  @Override
  public Double clamp(Double a, Double low, Double high) {
    requireInterval(low, high);
    if (a < low) {
      return low;
    }
    return a > high ? high : a;
  }

  @Override
  public Double stopGradient(Double a) {
    return a;
  }

  @Override
  public double value(Double a) {
    return a;
  }

  static void requireInterval(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "clamp needs low <= high, neither of them NaN: low = " + low + ", high = " + high);
    }
  }
}
