package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.normaudit.reference.LayerKind.BATCH_NORM;
import static org.normaudit.reference.LayerKind.BATCH_RENORM;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.RenormPlacement;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.contract.DecimalArithmetic;

/**
 * The gradients under every convention that changes them, against central differences D(h) in
 * decimals. Halving h takes three quarters of the error of D(h) away, so |D(h) − D(h/2)| is three
 * times the error of D(h/2). The decimals' own rounding, 60 digits less the 12 of the step, is
 * covered by u² of the largest element. The allowance has to stay below u of it, so what passes is
 * right to all of binary64.
 */
class ConventionGradientTest {
  private static final DecimalArithmetic A = new DecimalArithmetic();
  private static final BigDecimal STEP = new BigDecimal(Math.scalb(1.0, -40));
  private static final double U = Dtype.FLOAT64.unitRoundoff();

  /** V is about 7.3, and 8.7 with Bessel's correction: between the two values of ε below. */
  private static final double[] X = {1, -2.5, 4, 3, -3.5, 0.5};

  private static final double[] DY = {0.5, 2, -1, 0.25, 3, -1.5};
  private static final double[] DDX = {-1, 0.5, 2, 1.5, -0.25, 3};

  /** Running statistics so far away that r and d lie on their bounds and do not move with x. */
  private static final Clip CLIP = Clip.symmetric(2, 0.75);

  private static List<BigDecimal> list(double... values) {
    return DoubleStream.of(values).mapToObj(A::constant).toList();
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfTheOutputs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (double epsilon : new double[] {0.25, 100}) {
      for (Correction correction : Correction.values()) {
        for (Epsilon place : Epsilon.values()) {
          add(
              tests,
              BATCH_NORM,
              epsilon,
              Convention.paper(BATCH_NORM)
                  .with(Coordinates.NORMALIZING, correction)
                  .with(Coordinates.EPSILON, place));
          add(
              tests,
              BATCH_RENORM,
              epsilon,
              Convention.paper(BATCH_RENORM)
                  .with(Coordinates.NORMALIZING, correction)
                  .with(Coordinates.EPSILON, place));
        }
      }
      // With the corrections in the moments ε stands where the papers have it.
      Convention folded =
          Convention.paper(BATCH_RENORM).with(Coordinates.FOLD, RenormPlacement.MOMENTS);
      tests.add(test("dx", BATCH_RENORM, epsilon, folded, Roles.DX, this::weightedOutput));
    }
    return tests.stream();
  }

  private void add(
      List<DynamicTest> tests, LayerKind layer, double epsilon, Convention convention) {
    tests.add(test("dx", layer, epsilon, convention, Roles.DX, this::weightedOutput));
    tests.add(test("grad_x", layer, epsilon, convention, Roles.GRAD_X, this::weightedGradients));
  }

  private BigDecimal weightedOutput(BlockStep<BigDecimal> out) {
    return dot(list(DY), out.result(Roles.Y));
  }

  /** Σ ddx·dx + 3·dγ − 2·dβ. */
  private BigDecimal weightedGradients(BlockStep<BigDecimal> out) {
    return dot(list(DDX), out.result(Roles.DX))
        .add(
            dot(
                list(3, -2),
                List.of(out.result(Roles.DGAMMA).get(0), out.result(Roles.DBETA).get(0))));
  }

  private static BigDecimal dot(List<BigDecimal> a, List<BigDecimal> b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < a.size(); k++) {
      sum = A.add(sum, A.multiply(a.get(k), b.get(k)));
    }
    return sum;
  }

  private static DynamicTest test(
      String what,
      LayerKind layer,
      double epsilon,
      Convention convention,
      Role gradient,
      Function<BlockStep<BigDecimal>, BigDecimal> loss) {
    String name =
        "%s of %s, epsilon %s %s, normalizing by the %s variance, fold %s"
            .formatted(
                what,
                layer.label(),
                epsilon,
                convention.get(Coordinates.EPSILON),
                convention.get(Coordinates.NORMALIZING),
                convention.get(Coordinates.FOLD));
    BlockStep<BigDecimal> block = block(layer, epsilon);
    Function<List<BigDecimal>, BlockStep<BigDecimal>> step =
        x -> block.with(Map.of(Roles.X, x)).evaluate(convention);
    return dynamicTest(name, () -> check(step, gradient, loss));
  }

  private static void check(
      Function<List<BigDecimal>, BlockStep<BigDecimal>> step,
      Role gradient,
      Function<BlockStep<BigDecimal>, BigDecimal> loss) {
    List<BigDecimal> observed = step.apply(list(X)).result(gradient);
    double largest = observed.stream().mapToDouble(v -> v.abs().doubleValue()).max().orElseThrow();
    for (int k = 0; k < X.length; k++) {
      BigDecimal coarse = difference(step.andThen(loss), k, STEP);
      BigDecimal fine = difference(step.andThen(loss), k, A.divide(STEP, A.constant(2)));
      double allowed = coarse.subtract(fine).abs().doubleValue() + U * U * largest;
      double error = observed.get(k).subtract(fine).abs().doubleValue();
      assertTrue(allowed < U * largest, "the difference is too coarse: " + allowed);
      int element = k;
      assertTrue(
          error <= allowed,
          () ->
              "element %d: observed %s, difference %s, off by %s, allowed %s"
                  .formatted(element, observed.get(element).doubleValue(), fine, error, allowed));
    }
  }

  private static BigDecimal difference(
      Function<List<BigDecimal>, BigDecimal> loss, int k, BigDecimal h) {
    BigDecimal above = loss.apply(moved(k, h));
    BigDecimal below = loss.apply(moved(k, h.negate()));
    return A.divide(A.subtract(above, below), A.multiply(A.constant(2), h));
  }

  private static List<BigDecimal> moved(int k, BigDecimal h) {
    List<BigDecimal> x = new ArrayList<>(list(X));
    x.set(k, A.add(x.get(k), h));
    return x;
  }

  private static BlockStep<BigDecimal> block(LayerKind layer, double epsilon) {
    Step step =
        Step.of(
                Layers.of(layer.label()),
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(X.length, 1, 1),
                X)
            .withEpsilon(epsilon)
            .withRule(UpdateRule.frozen())
            .withClip(CLIP)
            .withAffine(new double[] {1.5}, new double[] {-0.5})
            .withState(new RunningStatistics(new double[] {-10}, new double[] {0.125}, 0))
            .withDy(DY)
            .withSecond(new SecondOrder(DDX, new double[] {3}, new double[] {-2}));
    return BlockStep.of(new Algebra<>(A), step, 0);
  }
}
