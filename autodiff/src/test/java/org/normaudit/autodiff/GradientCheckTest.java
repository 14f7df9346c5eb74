package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.autodiff.GradientCheck.Result;
import org.normaudit.autodiff.Normalizations.Channel;

class GradientCheckTest {

  /** The smallest mistake that a check promises to see by default. */
  private static final double MISTAKE = 1e-6;

  private static Channel channel(long seed, int values, int kappaExponent, int spreadExponent) {
    return Channel.random(seed, values, Math.pow(10, kappaExponent), Math.pow(10, spreadExponent));
  }

  private static GradientCheck check(Channel c) {
    return GradientCheck.ofNormalization(c::normalize, c.x(), c.upstream(), i -> 0);
  }

  @Property(tries = 100)
  void honestGradientPasses(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 16) int values,
      @ForAll @IntRange(max = 3) int kappaExponent,
      @ForAll @IntRange(min = -6, max = 6) int spreadExponent) {
    Channel c = channel(seed, values, kappaExponent, spreadExponent);
    Result result = check(c).full(c.gradient());
    assertTrue(result.passed(), result::toString);
    assertTrue(result.resolution() <= MISTAKE, result::toString);
  }

  /** Channels at which the truncation error is small by chance at three times the best step. */
  @ParameterizedTest
  @ValueSource(longs = {3085, 4067, 6161, 7132, 8056})
  void truncationThatCancelsByChanceIsNotTrusted(long seed) {
    Channel c = channel(seed, 32, 5, 0);
    Result result = check(c).full(c.gradient());
    assertTrue(result.passed(), result::toString);
  }

  @Property(tries = 100)
  void gradientThatIsWrongByOnePartInAMillionFails(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 16) int values,
      @ForAll @IntRange(max = 3) int kappaExponent,
      @ForAll boolean tooLarge) {
    Channel c = channel(seed, values, kappaExponent, 0);
    double factor = tooLarge ? 1 + MISTAKE : 1 - MISTAKE;
    double[] wrong = DoubleStream.of(c.gradient()).map(g -> g * factor).toArray();
    assertFalse(check(c).full(wrong).passed());

    int largest = 0;
    double[] wrongInOne = c.gradient();
    for (int j = 0; j < values; j++) {
      largest = Math.abs(wrongInOne[j]) > Math.abs(wrongInOne[largest]) ? j : largest;
    }
    wrongInOne[largest] *= factor;
    Result result = check(c).full(wrongInOne);
    assertFalse(result.passed());
    assertEquals(largest, result.index());
    assertEquals(wrongInOne[largest], result.claimed());
  }

  @Property(tries = 100)
  void directionTellsRightFromWrongByOnePartInAMillion(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 64) int values,
      @ForAll @IntRange(max = 2) int kappaExponent,
      @ForAll @IntRange(min = -6, max = 6) int directionExponent) {
    Channel c = channel(seed, values, kappaExponent, 0);
    double[] gradient = c.gradient();
    // Along the gradient itself, roughly: at right angles to it nothing could be seen.
    Random random = new Random(seed);
    double[] direction =
        DoubleStream.of(gradient)
            .map(g -> g * (1 + random.nextDouble()) * Math.pow(10, directionExponent))
            .toArray();
    Result honest = check(c).directional(gradient, direction);
    assertTrue(honest.passed(), honest::toString);
    double[] wrong = DoubleStream.of(gradient).map(g -> g * (1 + MISTAKE)).toArray();
    assertFalse(check(c).directional(wrong, direction).passed());
  }

  /** Elementary functions, whose derivatives are known to a rounding or two. */
  @Property(tries = 200)
  void elementaryFunctionsPass(@ForAll long seed) {
    Random random = new Random(seed);
    double[] x = random.doubles(3).map(u -> Math.pow(10, 4 * u - 2)).toArray();
    double[] upstream = random.doubles(3).map(u -> random.nextGaussian()).toArray();
    honest(Math::sin, Math::cos, x, upstream);
    honest(t -> Math.exp(-t), t -> -Math.exp(-t), x, upstream);
    honest(Math::sqrt, t -> 0.5 / Math.sqrt(t), x, upstream);
    honest(t -> t * t * t - 5, t -> 3 * t * t, x, upstream);
    honest(t -> 1 / t, t -> -1 / (t * t), x, upstream);
    honest(t -> 3 * t, t -> 3, x, upstream);
  }

  private static void honest(
      DoubleUnaryOperator f, DoubleUnaryOperator derivative, double[] x, double[] upstream) {
    double[] gradient = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      gradient[j] = upstream[j] * derivative.applyAsDouble(x[j]);
    }
    Result result =
        GradientCheck.of(p -> DoubleStream.of(p).map(f).toArray(), x, upstream).full(gradient);
    assertTrue(result.passed(), result::toString);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 1e-3, 1, 1e300})
  void linearFunctionPassesAtAnyScale(double x) {
    UnaryOperator<double[]> f = p -> new double[] {3 * p[0] + 5 * p[1]};
    double[] point = {x, -x};
    double[] upstream = {2};
    assertTrue(GradientCheck.of(f, point, upstream).full(new double[] {6, 10}).passed());
    assertFalse(
        GradientCheck.of(f, point, upstream).full(new double[] {6, 10 * (1 + MISTAKE)}).passed());
  }

  /** The steps end where the function does, not where the scale says. */
  @Test
  void functionMayEndNearby() {
    double[] x = {1e-4, 1};
    UnaryOperator<double[]> f = p -> new double[] {Math.sqrt(p[0]), p[1]};
    assertTrue(GradientCheck.of(f, x, new double[] {1, 1}).full(new double[] {50, 1}).passed());
  }

  @Test
  void functionMayReturnTheSameArrayEveryTime() {
    double[] result = new double[1];
    UnaryOperator<double[]> f =
        p -> {
          result[0] = p[0] * p[0];
          return result;
        };
    assertTrue(
        GradientCheck.of(f, new double[] {3}, new double[] {1}).full(new double[] {6}).passed());
  }

  @Test
  void kinkHasTheMeanSlope() {
    UnaryOperator<double[]> f = p -> new double[] {Math.min(p[0], 1)};
    GradientCheck check = GradientCheck.of(f, new double[] {1}, new double[] {1});
    assertTrue(check.full(new double[] {0.5}).passed());
    assertFalse(check.full(new double[] {1}).passed());
    assertFalse(check.full(new double[] {0}).passed());
  }

  /** At zero a sum of products has no rounding errors; a step away from it, it has. */
  @Property(tries = 50)
  void functionMayVanish(@ForAll long seed) {
    Random random = new Random(seed);
    double[] coefficients = random.doubles(300).map(u -> random.nextGaussian()).toArray();
    double[] direction = random.doubles(300).map(u -> 1 + u).toArray();
    for (int j = 0; j < direction.length; j++) {
      direction[j] = Math.copySign(direction[j], coefficients[j]);
    }
    UnaryOperator<double[]> f =
        p -> {
          double sum = 0;
          for (int j = 0; j < p.length; j++) {
            sum += coefficients[j] * p[j];
          }
          return new double[] {sum};
        };
    Result result =
        GradientCheck.of(f, new double[300], new double[] {1}).directional(coefficients, direction);
    assertTrue(result.passed(), result::toString);
  }

  /** Adding 0.1 a hundred thousand times errs by far more than the differences do. */
  @Test
  void claimMayRoundOnceForEachOutput() {
    double[] upstream = new double[100_000];
    Arrays.fill(upstream, 0.1);
    double claimed = 0;
    for (double weight : upstream) {
      claimed += weight;
    }
    UnaryOperator<double[]> f =
        p -> {
          double[] outputs = new double[upstream.length];
          Arrays.fill(outputs, p[0]);
          return outputs;
        };
    Result result = GradientCheck.of(f, new double[] {1}, upstream).full(new double[] {claimed});
    assertTrue(result.passed(), result::toString);
    assertTrue(Math.abs(claimed - 10_000) > 1000 * Math.ulp(claimed));
  }

  /** r and d carry no gradient: differences agree when they are held, and only then. */
  @Test
  void renormalizationIsCheckedWithItsCorrectionsHeld() {
    Channel c = channel(1, 8, 0, 0);
    Binary64 a = Binary64.INSTANCE;
    List<Double> x = DoubleStream.of(c.x()).boxed().toList();
    double r = Normalizations.sigma(a, x, c.epsilon()) / 1.5;
    double d = (Normalizations.mean(a, x) - 0.25) / 1.5;

    Tape tape = new Tape();
    List<Tape.Var> inputs = tape.variables(c.x());
    Tape.Var scale = tape.constant(1.5);
    Tape.Var stoppedR =
        tape.stopGradient(tape.divide(Normalizations.sigma(tape, inputs, c.epsilon()), scale));
    Tape.Var stoppedD =
        tape.stopGradient(
            tape.divide(
                tape.subtract(Normalizations.mean(tape, inputs), tape.constant(0.25)), scale));
    tape.sweep(
        Normalizations.renormalize(tape, inputs, c.epsilon(), stoppedR, stoppedD), c.upstream());
    double[] gradient = tape.gradient(inputs);

    UnaryOperator<double[]> held =
        p ->
            array(
                Normalizations.renormalize(
                    a, DoubleStream.of(p).boxed().toList(), c.epsilon(), r, d));
    UnaryOperator<double[]> free =
        p -> {
          List<Double> point = DoubleStream.of(p).boxed().toList();
          return array(
              Normalizations.renormalize(
                  a,
                  point,
                  c.epsilon(),
                  Normalizations.sigma(a, point, c.epsilon()) / 1.5,
                  (Normalizations.mean(a, point) - 0.25) / 1.5));
        };
    assertTrue(GradientCheck.of(held, c.x(), c.upstream()).full(gradient).passed());
    assertFalse(GradientCheck.of(free, c.x(), c.upstream()).full(gradient).passed());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  @Test
  void forgottenTermFails() {
    Channel c = channel(2, 8, 0, 0);
    double[] wrong = c.gradient();
    double mean = Arrays.stream(c.upstream()).average().orElseThrow();
    for (int j = 0; j < wrong.length; j++) {
      wrong[j] += mean;
    }
    assertFalse(check(c).full(wrong).passed());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void claimThatIsNotFiniteFails(double claim) {
    Channel c = channel(3, 8, 0, 0);
    double[] gradient = c.gradient();
    gradient[5] = claim;
    Result result = check(c).full(gradient);
    assertFalse(result.passed());
    assertEquals(5, result.index());
    assertEquals(claim, result.claimed());
    assertFalse(check(c).directional(gradient, c.upstream()).passed());
  }

  @Test
  void claimOfADerivativeThatIsNotThereFails() {
    GradientCheck check =
        GradientCheck.of(p -> new double[] {7}, new double[] {1, 2}, new double[] {1});
    assertFalse(check.full(new double[] {0, 1}).passed());
  }

  @Test
  void missingDerivativeFails() {
    Channel c = channel(4, 8, 0, 0);
    assertFalse(check(c).full(new double[8]).passed());
  }

  @Test
  void resultNamesTheWorstComponent() {
    UnaryOperator<double[]> f = double[]::clone;
    Result result =
        GradientCheck.of(f, new double[] {1, 2, 3}, new double[] {1, 1, 1})
            .full(new double[] {1.001, 1.01, 1.0001});
    assertEquals(1, result.index());
    assertEquals(1.01, result.claimed());
    assertEquals(1, result.measured(), result.allowed());
    assertThrows(
        VacuousCheckException.class,
        () ->
            GradientCheck.of(f, new double[] {1, 2, 3}, new double[] {1, 1, 1})
                .withResolution(Double.MIN_VALUE)
                .full(new double[] {1, 1, 1}));
  }
}
