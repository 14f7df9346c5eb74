package org.normaudit.verification.truth;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Block;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.DoubleDoubleArithmetic;
import org.normaudit.verification.arithmetic.ExactArithmetic;
import org.normaudit.verification.bound.Bounds;

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

  private final Map<Quantity, double[]> high = new EnumMap<>(Quantity.class);
  private final Map<Quantity, double[]> low = new EnumMap<>(Quantity.class);
  private final Map<Quantity, double[]> radius = new EnumMap<>(Quantity.class);
  private final Shape shape;

  private Truth(Shape shape) {
    this.shape = shape;
  }

  /** The answer to {@code input}, read as {@code convention} reads it; finite input only. */
  public static Truth of(LayerInput input, Convention convention) {
    return of(input, convention, EXACT_VALUES);
  }

  /**
   * The same by double-double wherever its range allows, however short a channel: for the steps
   * that checks take beside the case's own, where it is ten times as fast.
   */
  public static Truth extended(LayerInput input, Convention convention) {
    return of(input, convention, 0);
  }

  /** The same for the forward pass alone: no gradients. */
  public static Truth forward(LayerInput input, Convention convention) {
    return of(input, convention, 0, false);
  }

  /** The same, with another limit for exact evaluation. */
  public static Truth of(LayerInput input, Convention convention, int exactValues) {
    return of(input, convention, exactValues, true);
  }

  private static Truth of(
      LayerInput input, Convention convention, int exactValues, boolean backward) {
    Truth truth = new Truth(input.shape());
    LayerInput read = convention.read(input);
    Definition definition = Definition.of(input.layer(), convention);
    boolean extended = false;
    int blocks = input.blocks().size();
    for (int c = 0; c < blocks; c++) {
      Optional<ChannelOutput<DD>> fast = Optional.empty();
      if (input.statistics().count() > exactValues) {
        fast = tryDoubleDouble(definition, read, c, backward);
      }
      if (fast.isPresent()) {
        truth.put(read.block(c), fast.get(), DD::hi, DD::lo);
        extended = true;
      } else {
        truth.putExact(definition, read, c, backward);
      }
    }
    if (extended) {
      Bounds own = Bounds.ofPrecision(input, convention, DoubleDoubleArithmetic.ROUNDOFF, backward);
      for (Quantity quantity : truth.high.keySet()) {
        truth.radius.put(quantity, own.get(quantity));
      }
    }
    return truth;
  }

  private static Optional<ChannelOutput<DD>> tryDoubleDouble(
      Definition definition, LayerInput input, int c, boolean backward) {
    DoubleDoubleArithmetic dd = DoubleDoubleArithmetic.INSTANCE;
    try {
      return Optional.of(definition.evaluate(dd, channel(dd, input, c, backward)));
    } catch (ArithmeticException outOfRange) {
      return Optional.empty();
    }
  }

  private static <T> ChannelInput<T> channel(
      Arithmetic<T> arithmetic, LayerInput input, int c, boolean backward) {
    ChannelInput<T> channel = ChannelInput.of(arithmetic, input, c);
    return backward ? channel : channel.withoutUpstream();
  }

  private void putExact(Definition definition, LayerInput input, int c, boolean backward) {
    ChannelOutput<BigDecimal> exact;
    try {
      exact = definition.evaluate(EXACT, channel(EXACT, input, c, backward));
    } catch (ArithmeticException undefined) {
      // σ = 0: the definition divides by it, so no quantity of this channel has a value. Binary64,
      // which has infinities, tells which quantities there would be.
      ChannelInput<Double> channel = channel(Binary64.INSTANCE, input, c, backward);
      for (Quantity quantity : definition.evaluate(Binary64.INSTANCE, channel).values().keySet()) {
        putBlock(high, quantity, input.block(c), k -> Double.NaN);
        putBlock(low, quantity, input.block(c), k -> Double.NaN);
      }
      return;
    }
    put(
        input.block(c),
        exact,
        EXACT::value,
        value -> {
          double nearest = EXACT.value(value);
          return Double.isInfinite(nearest)
              ? 0
              : EXACT.value(value.subtract(EXACT.constant(nearest)));
        });
  }

  private <T> void put(
      Block block, ChannelOutput<T> part, ToDoubleFunction<T> hi, ToDoubleFunction<T> lo) {
    for (Map.Entry<Quantity, List<T>> entry : part.values().entrySet()) {
      List<T> values = entry.getValue();
      putBlock(high, entry.getKey(), block, k -> hi.applyAsDouble(values.get(k)));
      putBlock(low, entry.getKey(), block, k -> lo.applyAsDouble(values.get(k)));
    }
  }

  private void putBlock(
      Map<Quantity, double[]> into, Quantity quantity, Block block, IntToDoubleFunction value) {
    double[] all =
        into.computeIfAbsent(
            quantity,
            q -> {
              double[] unset = new double[q.length(shape)];
              java.util.Arrays.fill(unset, Double.NaN);
              return unset;
            });
    int count = quantity.isElementwise() ? block.size() : block.channels();
    for (int k = 0; k < count; k++) {
      all[quantity.isElementwise() ? block.index(k) : block.first() + k] = value.applyAsDouble(k);
    }
  }

  /** The quantities that the step defines. */
  public Set<Quantity> quantities() {
    return high.keySet();
  }

  /** The binary64 number nearest to the answer, one a value; NaN where there is none. */
  public double[] nearest(Quantity quantity) {
    return high.get(quantity);
  }

  /** What is left of the answer beyond {@link #nearest}. */
  public double rest(Quantity quantity, int index) {
    return low.get(quantity)[index];
  }

  /** How far the answer held here may lie from the exact one. */
  public double radius(Quantity quantity, int index) {
    double[] own = radius.get(quantity);
    return own == null ? 0 : own[index];
  }

  /** |observed − answer|; NaN where there is no answer or {@code observed} is NaN. */
  public double error(Quantity quantity, int index, double observed) {
    double nearest = high.get(quantity)[index];
    return Math.abs((observed - nearest) - low.get(quantity)[index]);
  }

  /**
   * How far {@code observed} misses what a value of {@code dtype} can be: the error, but 0 for an
   * infinity where the answer, or a number within {@code allowed} of it, rounds to that infinity,
   * and infinite for anything else beyond the largest number.
   */
  public double miss(Quantity quantity, int index, double observed, double allowed, Dtype dtype) {
    double exact = high.get(quantity)[index];
    double threshold = dtype.maxFinite() + dtype.ulp(dtype.maxFinite()) / 2;
    if (Double.isInfinite(observed)) {
      boolean mayOverflow =
          observed > 0 ? exact + allowed >= threshold : exact - allowed <= -threshold;
      return mayOverflow ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Math.abs(exact) - allowed >= threshold) {
      return Double.POSITIVE_INFINITY;
    }
    return error(quantity, index, observed);
  }
}
