package org.normaudit.verification.core.arithmetic;

import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Dtype;

/**
 * Interval arithmetic: the result of an operation holds every result that it can have for operands
 * from the given intervals, the ends rounded outward.
 *
 * <p>So by induction the interval that a formula ends with holds its exact value, and every value
 * that it can have in floating-point arithmetic of the same format that rounds each operation to
 * either neighbour, as long as nothing in it overflows and no branch was decided by {@link #value},
 * the midpoint. Its width is the price of treating the operands as independent, except that the
 * product of an interval object with itself is a square, and never negative.
 *
 * <ul>
 *   <li>Division by an interval that holds 0 gives all real numbers.
 *   <li>The root of an interval that reaches below 0 is that of its part from 0 up; of one that
 *       lies below 0 altogether, {@link ArithmeticException}.
 *   <li>clamp bounds both ends, by each bound's own ends: it holds every clamp of a member to
 *       bounds from the intervals, on both sides of a threshold that an interval straddles.
 *   <li>An infinite constant is what lies beyond the last finite number; NaN is an {@link
 *       ArithmeticException}.
 * </ul>
 *
 * <p>Source: R. E. Moore, R. B. Kearfott, M. J. Cloud, "Introduction to Interval Analysis", SIAM,
 * 2009, doi:10.1137/1.9780898717716.
 */
public final class IntervalArithmetic implements Arithmetic<Interval> {
  private final RoundedArithmetic down;
  private final RoundedArithmetic up;

  /** Ends in binary64. */
  public IntervalArithmetic() {
    this(Dtype.FLOAT64);
  }

  /** Ends in {@code dtype}. */
  public IntervalArithmetic(Dtype dtype) {
    this.down = new RoundedArithmetic(Rounding.down(dtype));
    this.up = new RoundedArithmetic(Rounding.up(dtype));
  }

  @Override
  public Interval constant(double value) {
    if (Double.isNaN(value)) {
      throw new ArithmeticException("no interval holds NaN");
    }
    double last = down.dtype().maxFinite();
    if (value > last) {
      return new Interval(last, Double.POSITIVE_INFINITY);
    }
    if (value < -last) {
      return new Interval(Double.NEGATIVE_INFINITY, -last);
    }
    return new Interval(down.constant(value), up.constant(value));
  }

  @Override
  public Interval add(Interval a, Interval b) {
    return new Interval(down.add(a.low(), b.low()), up.add(a.high(), b.high()));
  }

  @Override
  public Interval subtract(Interval a, Interval b) {
    return new Interval(down.subtract(a.low(), b.high()), up.subtract(a.high(), b.low()));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // The same object is the same number: every operation that
  // makes a new number makes a new object.
  public Interval multiply(Interval a, Interval b) {
    if (a == b) {
      return square(a);
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double x : new double[] {a.low(), a.high()}) {
      for (double y : new double[] {b.low(), b.high()}) {
        // An infinite end is no member, so 0 times it is 0.
        boolean zero = x == 0 || y == 0;
        low = Math.min(low, zero ? 0 : down.multiply(x, y));
        high = Math.max(high, zero ? 0 : up.multiply(x, y));
      }
    }
    return new Interval(low, high);
  }

  private Interval square(Interval a) {
    double near = a.low() > 0 ? a.low() : Math.min(a.high(), 0);
    double far = Math.max(-a.low(), a.high());
    return new Interval(down.multiply(near, near), up.multiply(far, far));
  }

  @Override
  public Interval divide(Interval a, Interval b) {
    if (b.low() <= 0 && b.high() >= 0) {
      return Interval.whole();
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double x : new double[] {a.low(), a.high()}) {
      for (double y : new double[] {b.low(), b.high()}) {
        low = Math.min(low, quotient(down, x, y));
        high = Math.max(high, quotient(up, x, y));
      }
    }
    return new Interval(low, high);
  }

  /** x/y at the ends; where both are infinite, members come as near to 0 as one likes. */
  private static double quotient(RoundedArithmetic ends, double x, double y) {
    return Double.isInfinite(x) && Double.isInfinite(y) ? 0 : ends.divide(x, y);
  }

  @Override
  public Interval negate(Interval a) {
    return new Interval(-a.high(), -a.low());
  }

  @Override
  public Interval sqrt(Interval a) {
    if (a.high() < 0) {
      throw new ArithmeticException("square root of a negative interval: " + a);
    }
    return new Interval(down.sqrt(Math.max(a.low(), 0)), up.sqrt(a.high()));
  }

  @Override
  public Interval clamp(Interval a, Interval low, Interval high) {
    if (low.low() > high.high()) {
      throw new IllegalArgumentException(
          "clamp needs low <= high: low = " + low + ", high = " + high);
    }
    return new Interval(
        Math.min(Math.max(a.low(), low.low()), high.low()),
        Math.min(Math.max(a.high(), low.high()), high.high()));
  }

  @Override
  public Interval stopGradient(Interval a) {
    return a;
  }

  /** The midpoint. */
  @Override
  public double value(Interval a) {
    return a.midpoint();
  }
}
