package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;

/**
 * The real numbers x with low ≤ x ≤ high; an infinite end says that there is no bound on that side.
 *
 * @param low less than +∞
 * @param high greater than −∞ and not below {@code low}
 */
public record Interval(double low, double high) {

  /** Checks the ends; NaN fails. */
  public Interval {
    if (!(low <= high && low < Double.POSITIVE_INFINITY && high > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "interval needs low <= high, low < Infinity, high > -Infinity: ["
              + low
              + ", "
              + high
              + "]");
    }
  }

  /** All real numbers. */
  static Interval whole() {
    return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Whether {@code value} lies in this interval; NaN and infinities lie in none. */
  public boolean contains(double value) {
    return Double.isFinite(value) && low <= value && value <= high;
  }

  /** Whether {@code value} lies in this interval. */
  public boolean contains(BigDecimal value) {
    return (Double.isInfinite(low) || new BigDecimal(low).compareTo(value) <= 0)
        && (Double.isInfinite(high) || value.compareTo(new BigDecimal(high)) <= 0);
  }

  /** high − low, rounded up. */
  public double width() {
    double width = high - low;
    return width == 0 ? 0 : Math.nextUp(width);
  }

  /**
   * The number in the middle, rounded; 0 for all real numbers, and the last finite number for an
   * interval without a bound on one side.
   */
  public double midpoint() {
    if (Double.isInfinite(low)) {
      return Double.isInfinite(high) ? 0 : -Double.MAX_VALUE;
    }
    if (Double.isInfinite(high)) {
      return Double.MAX_VALUE;
    }
    double sum = low + high;
    return Double.isFinite(sum) ? sum / 2 : low / 2 + high / 2;
  }
}
