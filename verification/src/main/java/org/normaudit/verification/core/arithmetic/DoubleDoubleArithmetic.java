package org.normaudit.verification.core.arithmetic;

import java.util.Locale;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;

/**
 * Double-double arithmetic: a number is the unevaluated sum of two binary64 numbers, which gives at
 * least 106 significant bits in binary64's range of exponents.
 *
 * <p>Relative error of each operation at most {@link #ROUNDOFF} = 5·2^−106: sums and differences
 * 3u²/(1−4u), products 5u² (M. Joldes, J.-M. Muller, V. Popescu, "Tight and rigorous error bounds
 * for basic building blocks of double-word arithmetic", ACM TOMS 44, 2017, algorithms 6 and 10, u =
 * 2^−53), quotients and roots 4·2^−106 ({@link DD}).
 *
 * <p>These bounds hold only while no part of a computation over- or underflows. Every product,
 * quotient and root is therefore checked: where its result, a dividend or a radicand is nonzero and
 * lies outside [{@link #SMALLEST}, {@link #LARGEST}], it throws {@link ArithmeticException}, so
 * that every result that is returned keeps its bound. Callers that catch the exception use {@link
 * ExactArithmetic}. Sums of binary64 numbers cannot underflow; only their overflow is checked.
 * There are no infinities and no NaN: they throw as well.
 */
public final class DoubleDoubleArithmetic implements Arithmetic<DD> {

  /** The largest relative error of an operation. */
  public static final double ROUNDOFF = 5 * 0x1p-106;

  /** The smallest magnitude, other than 0, that products, quotients and roots may have. */
  public static final double SMALLEST = 0x1p-900;

  /** The largest magnitude that anything may have. */
  public static final double LARGEST = 0x1p900;

  /** The only instance: double-double has no state. */
  public static final DoubleDoubleArithmetic INSTANCE = new DoubleDoubleArithmetic();

  private DoubleDoubleArithmetic() {}

  /**
   * Whether every number whose magnitude lies between the two can be an operand and a result of any
   * operation. NaN is not safe.
   */
  public static boolean isSafe(double smallest, double largest) {
    return smallest >= SMALLEST && largest <= LARGEST;
  }

  @Override
  public DD constant(double value) {
    return bounded(DD.of(value), "constant");
  }

  @Override
  public DD add(DD a, DD b) {
    return bounded(a.add(b), "sum");
  }

  @Override
  public DD subtract(DD a, DD b) {
    return bounded(a.subtract(b), "difference");
  }

  @Override
  public DD multiply(DD a, DD b) {
    if (a.hi() == 0 || b.hi() == 0) {
      return DD.ZERO;
    }
    return safe(a.multiply(b), "product");
  }

  @Override
  public DD divide(DD a, DD b) {
    if (b.hi() == 0) {
      throw new ArithmeticException("division by zero in double-double: the dividend is " + a);
    }
    if (a.hi() == 0) {
      return DD.ZERO;
    }
    // The remainders of the long division are differences from the dividend.
    return safe(safe(a, "dividend").divide(b), "quotient");
  }

  @Override
  public DD negate(DD a) {
    return a.negate();
  }

  @Override
  public DD sqrt(DD a) {
    if (a.hi() < 0) {
      throw new ArithmeticException("square root of a negative number in double-double: " + a);
    }
    return a.hi() == 0 ? DD.ZERO : safe(a, "radicand").sqrt();
  }

  @Override
  public DD clamp(DD a, DD low, DD high) {
    if (low.subtract(high).hi() > 0) {
      throw new IllegalArgumentException(
          "clamp needs low <= high: low = " + low + ", high = " + high);
    }
    if (a.subtract(low).hi() < 0) {
      return low;
    }
    return a.subtract(high).hi() > 0 ? high : a;
  }

  @Override
  public DD stopGradient(DD a) {
    return a;
  }

  @Override
  public double value(DD a) {
    return a.doubleValue();
  }

  private static DD bounded(DD result, String what) {
    if (!(Math.abs(result.hi()) <= LARGEST)) {
      throw outside(result, what);
    }
    return result;
  }

  private static DD safe(DD result, String what) {
    double magnitude = Math.abs(result.hi());
    if (!isSafe(magnitude, magnitude)) {
      throw outside(result, what);
    }
    return result;
  }

  private static ArithmeticException outside(DD result, String what) {
    return new ArithmeticException(
        String.format(
            Locale.ROOT,
            "double-double keeps its bound for magnitudes from 2^-900 to 2^900 only: the %s is %s",
            what,
            result.hi()));
  }
}
