package org.normaudit.verification.core.truth;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.arithmetic.DoubleDoubleArithmetic;
import org.normaudit.verification.core.arithmetic.ExactArithmetic;
import org.normaudit.verification.core.arithmetic.SplitDecimal;
import org.normaudit.verification.core.bound.Bounds;

/**
 * The exact answer to one step: the layer's definition evaluated in exact arithmetic, or, for long
 * channels, in double-double, whose own error is known and is added to every allowance.
 *
 * <p>The definition has no value where it divides by σ = 0.
 */
public final class Truth {

  /**
   * Sets of more values that share statistics are evaluated in double-double. Its error is some
   * 2⁻⁵⁰ of a binary64 layer's allowance at any condition number, since both grow alike.
   */
  public static final int EXACT_VALUES = 48;

  private static final ExactArithmetic EXACT = new ExactArithmetic();

  private static final SplitDecimal UNDEFINED = new SplitDecimal(Double.NaN, Double.NaN);

  private final Map<Role, ExactValues> results = new HashMap<>();
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
        truth.put(fast.get(), value -> new SplitDecimal(value.hi(), value.lo()));
        extended = true;
      } else {
        truth.putExact(convention, read, b, backward);
      }
    }
    if (extended) {
      Bounds own = Bounds.ofPrecision(input, convention, DoubleDoubleArithmetic.ROUNDOFF, backward);
      truth.results.replaceAll(
          (role, values) -> new ExactValues(values.nearest(), values.rest(), own.get(role)));
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
      put(rounded, value -> UNDEFINED);
      return;
    }
    put(exact, EXACT::split);
  }

  private <T> void put(BlockStep<T> block, Function<T, SplitDecimal> split) {
    for (Map.Entry<Role, List<T>> entry : block.results().entrySet()) {
      ExactValues all = results.computeIfAbsent(entry.getKey(), this::unset);
      int[] at = block.region().indices(entry.getKey());
      List<SplitDecimal> values = entry.getValue().stream().map(split).toList();
      for (int k = 0; k < at.length; k++) {
        all.nearest()[at[k]] = values.get(k).nearest();
        all.rest()[at[k]] = values.get(k).rest();
      }
    }
  }

  private ExactValues unset(Role role) {
    double[] nearest = new double[role.length(shape)];
    Arrays.fill(nearest, Double.NaN);
    return new ExactValues(nearest, nearest.clone(), null);
  }

  /** The results that the step defines, in the order of tables. */
  public Set<Role> roles() {
    return Roles.ordered(results.keySet());
  }

  /** Whether the step defines a result. */
  public boolean has(Role role) {
    return results.containsKey(role);
  }

  /** The exact values of a result; null where the step does not define it. */
  public ExactValues values(Role role) {
    return results.get(role);
  }

  /** The binary64 number nearest to each of them; NaN where there is no value. */
  public double[] nearest(Role role) {
    return results.get(role).nearest();
  }
}
