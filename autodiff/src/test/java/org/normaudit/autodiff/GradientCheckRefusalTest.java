package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.autodiff.Normalizations.Channel;

/** Set-ups that a gradient check refuses. */
class GradientCheckRefusalTest {

  private static final UnaryOperator<double[]> SQUARES =
      p -> Arrays.stream(p).map(t -> t * t).toArray();

  private static void vacuous(String message, Supplier<?> check) {
    assertEquals(message, assertThrows(VacuousCheckException.class, check::get).getMessage());
  }

  private static void illegal(String message, Supplier<?> check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check::get).getMessage());
  }

  @Test
  void zeroUpstreamGradient() {
    vacuous(
        "the upstream gradient is zero: so is every derivative",
        () -> GradientCheck.of(SQUARES, new double[] {1, 2}, new double[] {0, -0.0}));
  }

  @Test
  void emptyInput() {
    vacuous(
        "the input is empty: there is no derivative",
        () -> GradientCheck.of(p -> new double[] {1}, new double[0], new double[] {1}));
  }

  @Test
  void upstreamGradientThatIsConstantOverANormalizationSet() {
    Channel c = Channel.random(1, 4, 1, 1);
    vacuous(
        "the upstream gradient must vary within a normalization set, else the gradient is zero"
            + " whatever the layer does: set 1 has the weight 0.5 throughout",
        () ->
            GradientCheck.ofNormalization(
                c::normalize, c.x(), new double[] {1, 0.5, 2, 0.5}, i -> i % 2));
  }

  /** A batch of one: its derivatives are zero in right and wrong layers alike. */
  @Test
  void normalizationSetOfOne() {
    vacuous(
        "the upstream gradient must vary within a normalization set, else the gradient is zero"
            + " whatever the layer does: set 0 has the weight 3.0 throughout",
        () ->
            GradientCheck.ofNormalization(
                SQUARES, new double[] {1, 2}, new double[] {3, 4}, i -> i));
  }

  @Test
  void normalizationWhoseSetsAllVaryIsJudged() {
    Channel c = Channel.random(1, 4, 1, 1);
    assertTrue(
        GradientCheck.ofNormalization(c::normalize, c.x(), c.upstream(), i -> 7)
            .full(c.gradient())
            .passed());
  }

  /** The same where the check does not know that f normalizes: the differences are noise. */
  @Test
  void constantUpstreamGradientOfAnythingThatNormalizes() {
    Channel c = Channel.random(1, 8, 1, 1);
    double[] constant = new double[8];
    Arrays.fill(constant, 1);
    String message =
        assertThrows(
                VacuousCheckException.class,
                () -> GradientCheck.of(c::normalize, c.x(), constant).full(new double[8]))
            .getMessage();
    assertTrue(message.startsWith("the output does not depend on the input"), message);
  }

  @Test
  void outputThatDoesNotDependOnTheInput() {
    GradientCheck check =
        GradientCheck.of(p -> new double[] {0}, new double[] {1, 2}, new double[] {1});
    String message = "the output does not depend on the input: all derivatives are zero within 0.0";
    vacuous(message, () -> check.full(new double[] {0, -0.0}));
    vacuous(message, () -> check.directional(new double[2], new double[] {1, 1}));
  }

  @Test
  void directionOfZero() {
    vacuous(
        "the direction is zero: so is every derivative along it",
        () ->
            GradientCheck.of(SQUARES, new double[] {1, 2}, new double[] {1, 1})
                .directional(new double[] {2, 4}, new double[2]));
  }

  /** NaN on both sides is not equality. */
  @Test
  void functionThatIsNaN() {
    illegal(
        "every output must be finite: number 1 is NaN",
        () ->
            GradientCheck.of(
                p -> new double[] {p[0], Double.NaN}, new double[] {1}, new double[] {1, 0}));
    GradientCheck check =
        GradientCheck.of(
            p -> new double[] {p[0] == 1 ? 1 : Double.NaN}, new double[] {1}, new double[] {1});
    String message =
        assertThrows(VacuousCheckException.class, () -> check.full(new double[] {Double.NaN}))
            .getMessage();
    assertTrue(message.startsWith("f must be finite around x: it is not within"), message);
  }

  /** A function that rounds at 1e16 cannot be differentiated at 1. */
  @Test
  void differencesThatAreTooCoarse() {
    GradientCheck check =
        GradientCheck.of(p -> new double[] {p[0] + 1e10}, new double[] {1}, new double[] {1});
    String message =
        assertThrows(VacuousCheckException.class, () -> check.full(new double[] {1})).getMessage();
    assertTrue(message.startsWith("the differences are too coarse: a mistake of "), message);
    assertTrue(
        message.endsWith("of the largest derivative could pass, and 1.0E-6 was asked for"),
        message);
    assertTrue(check.withResolution(1e-3).full(new double[] {1}).passed());
    assertTrue(check.withScale(1e10).full(new double[] {1}).passed());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void scaleOrResolutionThatIsNotPositive(double value) {
    GradientCheck check = GradientCheck.of(SQUARES, new double[] {1}, new double[] {1});
    illegal("scale must be positive and finite: " + value, () -> check.withScale(value));
    illegal("resolution must be positive and finite: " + value, () -> check.withResolution(value));
  }

  @Test
  void arraysThatDoNotFit() {
    double[] x = {1, 2};
    illegal(
        "the upstream gradient needs one weight for each output: 1 weights for 2 outputs",
        () -> GradientCheck.of(SQUARES, x, new double[] {1}));
    GradientCheck check = GradientCheck.of(SQUARES, x, new double[] {1, 1});
    illegal("the gradient must be as long as the input: 1, not 2", () -> check.full(new double[1]));
    illegal(
        "the direction must be as long as the input: 3, not 2",
        () -> check.directional(x, new double[3]));
  }

  @Test
  void numbersThatAreNotFinite() {
    double[] one = {1};
    illegal(
        "every input must be finite: number 0 is NaN",
        () -> GradientCheck.of(SQUARES, new double[] {Double.NaN}, one));
    illegal(
        "every upstream weight must be finite: number 0 is Infinity",
        () -> GradientCheck.of(SQUARES, one, new double[] {Double.POSITIVE_INFINITY}));
    illegal(
        "every number of the direction must be finite: number 0 is NaN",
        () -> GradientCheck.of(SQUARES, one, one).directional(one, new double[] {Double.NaN}));
  }
}
