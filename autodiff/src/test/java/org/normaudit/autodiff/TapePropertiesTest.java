package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** The tape against Commons Math's forward-mode derivatives. */
class TapePropertiesTest {

  /** Unit roundoff of binary64. */
  private static final double U = 0x1p-53;

  private final Tape tape = new Tape();
  private final DerivativeArithmetic forward = new DerivativeArithmetic(2);

  /** Numbers of either sign whose products and quotients neither overflow nor underflow. */
  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.doubles().between(-1e9, 1e9).ofScale(18).filter(x -> Math.abs(x) > 1e-9);
  }

  /** ∂f/∂a and ∂f/∂b of both sides, which may differ by {@code roundings} in all. */
  private void agree(
      double x,
      double y,
      BinaryOperator<Tape.Var> f,
      BinaryOperator<DerivativeStructure> g,
      int roundings) {
    Tape.Var a = tape.variable(x);
    Tape.Var b = tape.variable(y);
    Tape.Var z = f.apply(a, b);
    DerivativeStructure expected = g.apply(forward.variable(0, x), forward.variable(1, y));
    tape.sweep(z);
    near(expected.getValue(), tape.value(z), roundings);
    near(expected.getPartialDerivative(1, 0), tape.gradient(a), roundings);
    near(expected.getPartialDerivative(0, 1), tape.gradient(b), roundings);
  }

  private static void near(double expected, double actual, int roundings) {
    double allowed = roundings * U / (1 - roundings * U) * Math.abs(expected);
    assertTrue(
        Math.abs(actual - expected) <= allowed,
        () -> actual + " is not within " + allowed + " of " + expected);
  }

  @Property
  void sumHasTheDerivativesOneAndOne(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    agree(x, y, tape::add, forward::add, 0);
  }

  @Property
  void differenceHasOneAndMinusOne(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    agree(x, y, tape::subtract, forward::subtract, 0);
  }

  @Property
  void productHasTheOtherFactor(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    agree(x, y, tape::multiply, forward::multiply, 0);
  }

  /**
   * Two roundings each in the tape's 1/b and three in its a/b/b; Commons Math goes by 1/b: five.
   */
  @Property
  void quotientHasOneOverBAndMinusAOverBSquared(
      @ForAll("numbers") double x, @ForAll("numbers") double y) {
    agree(x, y, tape::divide, forward::divide, 8);
  }

  @Property
  void negationHasMinusOne(@ForAll("numbers") double x) {
    agree(x, 1, (a, b) -> tape.negate(a), (a, b) -> forward.negate(a), 0);
  }

  /** Two roundings in the tape, of √ and of the quotient, and at most three in Commons Math. */
  @Property
  void rootHasOneOverTwiceTheRoot(@ForAll("numbers") double x) {
    agree(Math.abs(x), 1, (a, b) -> tape.sqrt(a), (a, b) -> forward.sqrt(a), 5);
  }

  @Property
  void clampPassesTheGradientInside(
      @ForAll("numbers") double x,
      @ForAll("numbers") double low,
      @ForAll @DoubleRange(min = 0, max = 1e3) double width) {
    agree(
        x,
        low,
        (a, b) -> tape.clamp(a, b, tape.constant(low + width)),
        (a, b) -> forward.clamp(a, b, forward.constant(low + width)),
        0);
  }

  @Property
  void stoppedFactorIsAConstant(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    agree(
        x,
        y,
        (a, b) -> tape.multiply(tape.stopGradient(a), b),
        (a, b) -> forward.multiply(forward.stopGradient(a), b),
        0);
  }

  /**
   * Programs of +, −, · and negation on small integers: no rounding, so the sides agree exactly.
   */
  @Property
  void programsOnIntegersAgreeExactly(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int inputs) {
    tape.clear();
    double[] x = new Random(seed).ints(inputs, -3, 4).asDoubleStream().toArray();
    List<Tape.Var> variables = tape.variables(x);
    DerivativeArithmetic second = new DerivativeArithmetic(inputs);
    List<DerivativeStructure> structures = new ArrayList<>();
    for (int j = 0; j < inputs; j++) {
      structures.add(second.variable(j, x[j]));
    }

    List<Tape.Var> outputs = program(tape, variables, new Random(seed));
    DerivativeStructure[] expected =
        program(second, structures, new Random(seed)).toArray(new DerivativeStructure[0]);
    double[] upstream = new Random(~seed).ints(expected.length, -3, 4).asDoubleStream().toArray();
    tape.sweep(outputs, upstream);

    double[] gradient = new double[inputs];
    for (int j = 0; j < inputs; j++) {
      gradient[j] = DerivativeArithmetic.gradient(expected, upstream, j);
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i].getValue() + 0.0, tape.value(outputs.get(i)) + 0.0);
    }
    assertArrayEquals(withoutSignOfZero(gradient), withoutSignOfZero(tape.gradient(variables)));
  }

  private static double[] withoutSignOfZero(double[] values) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += 0.0;
    }
    return result;
  }

  /**
   * Twelve operations on numbers made before, each clamped to ±4 first; every number is an output.
   * A product multiplies derivatives by 8 at most, so none exceeds 8¹² = 2³⁶ and their sums stay
   * exact.
   */
  private static <T> List<T> program(Arithmetic<T> a, List<T> inputs, Random random) {
    List<T> made = new ArrayList<>(inputs);
    T low = a.constant(-4);
    T high = a.constant(4);
    for (int i = 0; i < 12; i++) {
      T x = a.clamp(made.get(random.nextInt(made.size())), low, high);
      T y = a.clamp(made.get(random.nextInt(made.size())), low, high);
      made.add(
          switch (random.nextInt(5)) {
            case 0 -> a.add(x, y);
            case 1 -> a.subtract(x, y);
            case 2 -> a.multiply(x, y);
            case 3 -> a.negate(x);
            default -> a.multiply(a.stopGradient(x), y);
          });
    }
    return made;
  }

  /** One sweep with many upstream weights is the weighted sum of the sweeps one by one. */
  @Property
  void oneSweepIsTheSumOfMany(@ForAll long seed) {
    tape.clear();
    List<Tape.Var> inputs = tape.variables(1, 2, -3);
    List<Tape.Var> outputs = program(tape, inputs, new Random(seed));
    double[] upstream = new Random(~seed).ints(outputs.size(), -3, 4).asDoubleStream().toArray();
    double[] sum = new double[inputs.size()];
    for (int i = 0; i < upstream.length; i++) {
      tape.sweep(outputs.get(i));
      for (int j = 0; j < sum.length; j++) {
        sum[j] += upstream[i] * tape.gradient(inputs.get(j));
      }
    }
    tape.sweep(outputs, upstream);
    assertArrayEquals(withoutSignOfZero(sum), withoutSignOfZero(tape.gradient(inputs)));
  }
}
