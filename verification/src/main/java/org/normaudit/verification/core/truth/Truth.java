package org.normaudit.verification.core.truth;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.arithmetic.DoubleDoubleArithmetic;
import org.normaudit.verification.core.arithmetic.ExactArithmetic;
import org.normaudit.verification.core.bound.Bounds;

/**
 * The exact answer to one step: the layer's definition evaluated in exact arithmetic, or, for long
 * channels, in double-double, whose own error is known and is added to every allowance.
 *
 * <p>A value is held as an unevaluated sum of two binary64 numbers, NaN where the definition has no
 * value (a quotient by σ = 0).
 */
public final class Truth {

  /**
   * Sets of more values that share statistics are evaluated in double-double. Its error is some
   * 2⁻⁵⁰ of a binary64 layer's allowance at any condition number, since both grow alike.
   */
  public static final int EXACT_VALUES = 48;

  private static final ExactArithmetic EXACT = new ExactArithmetic();

  private final Map<Role, double[]> high = new HashMap<>();
  private final Map<Role, double[]> low = new HashMap<>();
  private final Map<Role, double[]> radius = new HashMap<>();
  private final Shape shape;

  private Truth(Shape shape) {
    this.shape = shape;
  }

  /** The answer to {@code input}, read as {@code convention} reads it; finite input only. */
  public static Truth of(Step input, Convention convention) {
    return of(input, convention, EXACT_VALUES);
  }

  /**
   * The same by double-double wherever its range allows, however short a channel: for the steps
   * that checks take beside the case's own, where it is ten times as fast.
   */
  public static Truth extended(Step input, Convention convention) {
    return of(input, convention, 0);
  }

  /** The same for the forward pass alone: no gradients. */
  public static Truth forward(Step input, Convention convention) {
    return of(input, convention, 0, false);
  }

  /** The same, with another limit for exact evaluation. */
  public static Truth of(Step input, Convention convention, int exactValues) {
    return of(input, convention, exactValues, true);
  }

  private static Truth of(Step input, Convention convention, int exactValues, boolean backward) {
    Truth truth = new Truth(input.shape());
    Step read = Reading.of(convention, input);
    boolean extended = false;
    int blocks = input.statistics().groups();
    for (int b = 0; b < blocks; b++) {
      Optional<BlockStep<DD>> fast = Optional.empty();
      if (input.statistics().view().count() > exactValues) {
        fast = tryDoubleDouble(convention, read, b, backward);
      }
      if (fast.isPresent()) {
        truth.put(fast.get(), DD::hi, DD::lo);
        extended = true;
      } else {
        truth.putExact(convention, read, b, backward);
      }
    }
    if (extended) {
      Bounds own = Bounds.ofPrecision(input, convention, DoubleDoubleArithmetic.ROUNDOFF, backward);
      for (Role role : truth.high.keySet()) {
        truth.radius.put(role, own.get(role));
      }
    }
    return truth;
  }

  private static Optional<BlockStep<DD>> tryDoubleDouble(
      Convention convention, Step step, int b, boolean backward) {
    try {
      return Optional.of(
          block(DoubleDoubleArithmetic.INSTANCE, step, b, backward).evaluate(convention));
    } catch (ArithmeticException outOfRange) {
      return Optional.empty();
    }
  }

  private static <T> BlockStep<T> block(
      Arithmetic<T> arithmetic, Step step, int b, boolean backward) {
    BlockStep<T> block = BlockStep.of(new Algebra<>(arithmetic), step, b);
    return backward ? block : block.forwardOnly();
  }

  private void putExact(Convention convention, Step step, int b, boolean backward) {
    BlockStep<BigDecimal> exact;
    try {
      exact = block(EXACT, step, b, backward).evaluate(convention);
    } catch (ArithmeticException undefined) {
      // σ = 0: the definition divides by it, so no result of this block has a value. Binary64,
      // which has infinities, tells which results there would be.
      BlockStep<Double> rounded = block(Binary64.INSTANCE, step, b, backward).evaluate(convention);
      put(rounded, value -> Double.NaN, value -> Double.NaN);
      return;
    }
    put(
        exact,
        EXACT::value,
        value -> {
          double nearest = EXACT.value(value);
          return Double.isInfinite(nearest)
              ? 0
              : EXACT.value(value.subtract(EXACT.constant(nearest)));
        });
  }

  private <T> void put(BlockStep<T> block, ToDoubleFunction<T> hi, ToDoubleFunction<T> lo) {
    block
        .results()
        .forEach(
            (role, values) -> {
              int[] at = block.region().indices(role);
              put(high, role, at, values, hi);
              put(low, role, at, values, lo);
            });
  }

  private <T> void put(
      Map<Role, double[]> into, Role role, int[] at, List<T> values, ToDoubleFunction<T> value) {
    double[] all =
        into.computeIfAbsent(
            role,
            r -> {
              double[] unset = new double[r.length(shape)];
              Arrays.fill(unset, Double.NaN);
              return unset;
            });
    for (int k = 0; k < at.length; k++) {
      all[at[k]] = value.applyAsDouble(values.get(k));
    }
  }

  /** The results that the step defines. */
  public Set<Role> roles() {
    return Roles.ordered(high.keySet());
  }

  /** The binary64 number nearest to the answer, one a value; NaN where there is none. */
  public double[] nearest(Role role) {
    return high.get(role);
  }

  /** What is left of the answer beyond {@link #nearest}. */
  public double rest(Role role, int index) {
    return low.get(role)[index];
  }

  /** How far the answer held here may lie from the exact one. */
  public double radius(Role role, int index) {
    double[] own = radius.get(role);
    return own == null ? 0 : own[index];
  }

  /** |observed − answer|; NaN where there is no answer or {@code observed} is NaN. */
  public double error(Role role, int index, double observed) {
    double nearest = high.get(role)[index];
    return Math.abs((observed - nearest) - low.get(role)[index]);
  }

  /**
   * How far {@code observed} misses what a value of {@code dtype} can be: the error, but 0 for what
   * the format makes of an overflow (an infinity in most) where the answer, or a number within
   * {@code allowed} of it, overflows, and infinite for anything else beyond the largest number.
   */
  public double miss(Role role, int index, double observed, double allowed, Dtype dtype) {
    double exact = high.get(role)[index];
    double threshold = dtype.overflowThreshold();
    if ((exact + allowed >= threshold && isSame(observed, dtype.overflowed(1)))
        || (exact - allowed <= -threshold && isSame(observed, dtype.overflowed(-1)))) {
      return 0;
    }
    return Double.isInfinite(observed) || Math.abs(exact) - allowed >= threshold
        ? Double.POSITIVE_INFINITY
        : error(role, index, observed);
  }

  // NaN is the same as NaN.
  private static boolean isSame(double a, double b) {
    return Double.compare(a, b) == 0;
  }
}
