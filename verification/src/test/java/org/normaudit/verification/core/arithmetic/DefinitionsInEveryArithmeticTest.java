package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.numbers.core.DD;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * The same definition in every arithmetic: each stays within the running error bound for its unit
 * roundoff, and each that rounds to a neighbour stays in the interval of its format.
 */
class DefinitionsInEveryArithmeticTest {

  /** Steps of one channel with values of 8 bits, which every format holds. */
  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<double[]> tensors =
        Finite.doubles(-3, 3).map(Dtype.BFLOAT16::round).list().ofSize(24).map(this::unbox);
    return Combinators.combine(
            Arbitraries.of(Layers.all()),
            Arbitraries.of(Mode.values()),
            Arbitraries.integers().between(1, 8),
            Arbitraries.of(0x1p-10, 0x1p-4, 1.0),
            Arbitraries.of(
                Clip.NONE, Clip.symmetric(3, 5), Clip.symmetric(Double.POSITIVE_INFINITY, 0.25)),
            Arbitraries.of(0.0, 4.0),
            tensors,
            Finite.doubles(-1, 1).map(Dtype.BFLOAT16::round).list().ofSize(6).map(this::unbox))
        .as(this::step);
  }

  private Step step(
      Layer layer,
      Mode mode,
      int m,
      double epsilon,
      Clip clip,
      double offset,
      double[] tensors,
      double[] scalars) {
    double[] x = new double[m];
    double[] dy = new double[m];
    double[] ddx = new double[m];
    for (int i = 0; i < m; i++) {
      x[i] = Dtype.BFLOAT16.round(tensors[i] + offset);
      dy[i] = tensors[8 + i];
      ddx[i] = tensors[16 + i];
    }
    Map<Role, double[]> second = new HashMap<>();
    second.put(Roles.DDX, ddx);
    second.put(Roles.RESIDUAL.gradient().upstream(), dy);
    second.put(Roles.DDGAMMA, new double[] {scalars[4]});
    second.put(Roles.DDBETA, new double[] {scalars[5]});
    second.keySet().retainAll(layer.secondUpstreams());
    return Step.of(layer, mode, Dtype.BFLOAT16, new Shape(m, 1, 1), x)
        .withEpsilon(epsilon)
        .withClip(clip)
        .withAffine(new double[] {scalars[0]}, new double[] {scalars[1]})
        .withState(
            new RunningStatistics(
                new double[] {scalars[2]}, new double[] {Math.abs(scalars[3]) + 0.5}, 0))
        .withDy(dy)
        .with(second);
  }

  private double[] unbox(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static <T> BlockStep<T> evaluate(Arithmetic<T> a, Step in) {
    return BlockStep.of(new Algebra<>(a), in, 0).evaluate(in.layer().paper());
  }

  @Property(tries = 300)
  void eachIsWithinTheRunningErrorOfItsRoundoff(@ForAll("steps") Step in) {
    BlockStep<DD> dd = evaluate(DoubleDoubleArithmetic.INSTANCE, in);
    within(in, new BigDecimal(DoubleDoubleArithmetic.ROUNDOFF), dd, DD::bigDecimalValue);

    DfpArithmetic dfp = new DfpArithmetic();
    BlockStep<Dfp> decimal = evaluate(dfp, in);
    within(in, dfp.roundoff(), decimal, DfpArithmetic::toBigDecimal);

    BigDecimal u64 = new BigDecimal(Dtype.FLOAT64.unitRoundoff());
    within(in, u64, evaluate(Binary64.INSTANCE, in), BigDecimal::new);
    // A quotient is a product with a rounded reciprocal: (1 + u)² ≤ 1 + 3u.
    BlockStep<DerivativeStructure> derivatives = evaluate(new DerivativeArithmetic(1, 0), in);
    within(in, u64.multiply(BigDecimal.valueOf(3)), derivatives, d -> new BigDecimal(d.getValue()));

    BigDecimal u32 = new BigDecimal(Dtype.FLOAT32.unitRoundoff());
    Arithmetic<Double> single = new RoundedArithmetic(Dtype.FLOAT32);
    within(in, u32, evaluate(single, in), BigDecimal::new);
    Arithmetic<Double> random = new RoundedArithmetic(Rounding.stochastic(Dtype.FLOAT32, 1));
    within(in, u32.multiply(BigDecimal.valueOf(2)), evaluate(random, in), BigDecimal::new);
  }

  private static <T> void within(
      Step in, BigDecimal roundoff, BlockStep<T> out, Function<T, BigDecimal> decimal) {
    BlockStep<BigDecimal> truth = evaluate(new ExactArithmetic(), in);
    BlockStep<RunningError.Ball> bound = evaluate(new RunningError(roundoff), in);
    assertEquals(truth.results().keySet(), out.results().keySet());
    for (Role quantity : truth.results().keySet()) {
      List<BigDecimal> expected = truth.results().get(quantity);
      for (int i = 0; i < expected.size(); i++) {
        BigDecimal actual = decimal.apply(out.results().get(quantity).get(i));
        BigDecimal error = actual.subtract(expected.get(i)).abs();
        BigDecimal allowed = bound.results().get(quantity).get(i).radius();
        assertTrue(
            error.compareTo(allowed) <= 0,
            () -> quantity + ": " + actual + " is off by " + error + ", allowed " + allowed);
      }
    }
  }

  @Property(tries = 300)
  void theIntervalOfAFormatHoldsTheTruthAndEveryRoundingInIt(@ForAll("steps") Step in) {
    for (Dtype dtype : Dtype.values()) {
      BlockStep<Interval> hull = evaluate(new IntervalArithmetic(dtype), in);
      held(hull, evaluate(new ExactArithmetic(), in), Interval::contains);
      // Only the double backward in binary16 leaves the finite numbers here, and then IEEE 754 goes
      // on with infinities and NaN, which no interval holds.
      Holds<Double> holds =
          dtype.hasWideRange()
              ? Interval::contains
              : (i, v) -> !Double.isFinite(v) || i.contains(v);
      held(hull, evaluate(new RoundedArithmetic(dtype), in), holds);
      for (Rounding rounding :
          new Rounding[] {
            Rounding.up(dtype), Rounding.down(dtype), Rounding.stochastic(dtype, 1)
          }) {
        held(hull, evaluate(new RoundedArithmetic(rounding), in), holds);
      }
    }
  }

  private interface Holds<T> {
    boolean test(Interval interval, T value);
  }

  private static <T> void held(BlockStep<Interval> hull, BlockStep<T> out, Holds<T> holds) {
    for (Role quantity : hull.results().keySet()) {
      List<T> values = out.results().get(quantity);
      for (int i = 0; i < values.size(); i++) {
        T value = values.get(i);
        Interval interval = hull.results().get(quantity).get(i);
        assertTrue(holds.test(interval, value), () -> quantity + ": " + value + " in " + interval);
      }
    }
  }
}
