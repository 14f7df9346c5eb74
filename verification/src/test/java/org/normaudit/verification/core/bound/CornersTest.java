package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.truth.ExactValues;
import org.normaudit.verification.core.truth.Truth;

/**
 * Where bounds derived by hand went wrong: honest arithmetic left them, or what it overflows in was
 * not in their domain. Bounds.md says of each what is promised.
 */
class CornersTest {
  private static final Clip UNBOUNDED = Clip.symmetric(1e6, 1e6);

  private static Step renorm(Mode mode, Dtype dtype, int m, int channels, double[] x) {
    return Step.of(Layers.of("batchrenorm"), mode, dtype, new Shape(m, channels, 1), x);
  }

  private static double[] normal(Random random, int count, double mean, double deviation) {
    double[] values = new double[count];
    Arrays.setAll(values, k -> Dtype.FLOAT32.round(mean + deviation * random.nextGaussian()));
    return values;
  }

  /** The definition, rounded after every operation, within its bounds. */
  private static void assertHonest(Step step, Convention convention) {
    Dtype dtype = step.dtype();
    StepOutput out =
        new DefinedLayer<>(
                "rounded", new RoundedArithmetic(dtype), dtype, Map.of(step.layer(), convention))
            .run(step);
    Truth truth = Truth.of(step, convention);
    Bounds bounds = Bounds.of(step, convention, ErrorModel.ieee(dtype));
    assertTrue(Double.isFinite(bounds.get(Roles.Y)[0]), "y is not judged");
    for (Role role : truth.roles()) {
      ExactValues exact = truth.values(role);
      for (int i = 0; i < exact.nearest().length; i++) {
        double allowed = bounds.get(role)[i] + exact.radius(i);
        double error = exact.error(i, out.get(role)[i]);
        int index = i;
        assertTrue(allowed >= 0, () -> role + "[" + index + "]: " + allowed);
        assertTrue(
            allowed == Double.POSITIVE_INFINITY || error <= allowed,
            () -> role + "[" + index + "] off by " + error + ", allowed " + allowed);
      }
    }
  }

  private static double[] allowed(Step step, Convention convention, Role role) {
    return Bounds.of(step, convention, ErrorModel.unknown(step.dtype())).get(role);
  }

  private static Convention afterUpdate(Convention.RunningStatistic kept) {
    return Layers.of("batchrenorm")
        .paper()
        .with(Coordinates.ORDER, Convention.Order.AFTER_UPDATE)
        .with(Coordinates.KEPT, kept);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void statisticsAfterTheUpdateHaveItsCorrection(int m) {
    Random random = new Random(m);
    for (int draw = 0; draw < 20; draw++) {
      double[] spread = normal(random, 16, 0, 1);
      Arrays.setAll(spread, c -> Dtype.FLOAT32.round(Math.abs(spread[c]) + 0.1));
      double share = 0.1 + 0.8 * random.nextDouble();
      Step step =
          renorm(Mode.TRAINING, Dtype.FLOAT32, m, 16, normal(random, 16 * m, 0.3, 1))
              .withClip(Clip.symmetric(1.1 + random.nextInt(2), 3))
              .withRule(
                  new UpdateRule(
                      UpdateRule.Sense.UPDATE_WEIGHT, share, UpdateRule.Correction.BESSEL))
              .withState(new RunningStatistics(normal(random, 16, 0, 1), spread, 0))
              .withDy(normal(random, 16 * m, 0, 1));
      assertHonest(step, afterUpdate(Convention.RunningStatistic.VARIANCE));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0.999, 1})
  void whatAnUpdateCancelsLeavesItsRounding(double share) {
    Random random = new Random(7);
    for (int draw = 0; draw < 20; draw++) {
      Step step =
          renorm(Mode.TRAINING, Dtype.FLOAT32, 8, 1, normal(random, 8, 0, 1))
              .withClip(UNBOUNDED)
              .withRule(
                  new UpdateRule(
                      UpdateRule.Sense.UPDATE_WEIGHT, share, UpdateRule.Correction.BIASED))
              .withState(
                  new RunningStatistics(
                      normal(random, 1, 1e4, 1e3), normal(random, 1, 1e4, 1e3), 0))
              .withDy(normal(random, 8, 0, 1));
      assertHonest(step, afterUpdate(Convention.RunningStatistic.DEVIATION));
    }
  }

  private static Step inference(double sigma) {
    return renorm(Mode.INFERENCE, Dtype.FLOAT32, 8, 1, normal(new Random(1), 8, 0, 1e-20))
        .withEpsilon(1e-50)
        .withState(
            new RunningStatistics(new double[1], new double[] {Dtype.FLOAT32.round(sigma)}, 1))
        .withDy(normal(new Random(2), 8, 0, 1));
  }

  private static Convention furtherEpsilon() {
    return Layers.of("batchrenorm")
        .paper()
        .with(Coordinates.INFERENCE, Convention.Inference.FURTHER_EPSILON);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-10, 1e-22})
  void aFurtherEpsilonAtInferenceIsBounded(double sigma) {
    assertHonest(inference(sigma), furtherEpsilon());
  }

  /** σ² is 0 in float32, and so is what x − μ is divided by. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-23, 1e-30, 1e-38})
  void nothingIsPromisedWhereTheSquareOfSigmaUnderflows(double sigma) {
    double[] allowed = allowed(inference(sigma), furtherEpsilon(), Roles.Y);
    assertEquals(Double.POSITIVE_INFINITY, allowed[0]);
  }

  @Test
  void foldedMomentsHaveNoDerivativeOnAConstantChannel() {
    double[] x = new double[40];
    Arrays.fill(x, 0.1f);
    Step step =
        renorm(Mode.TRAINING, Dtype.FLOAT32, 40, 1, x)
            .withEpsilon(1e-3)
            .withClip(Clip.symmetric(3, 5))
            .withState(new RunningStatistics(new double[1], new double[] {0.01f}, 1))
            .withDy(normal(new Random(3), 40, 1, 1));
    Convention convention =
        step.layer()
            .paper()
            .with(Coordinates.FOLD, Convention.RenormPlacement.MOMENTS)
            .with(Coordinates.KEPT, Convention.RunningStatistic.VARIANCE);
    assertTrue(Double.isInfinite(allowed(step, convention, Roles.DX)[0]));
    assertTrue(Double.isFinite(allowed(step, convention, Roles.Y)[0]));
  }

  @Test
  void anUnclippedRMakesWhatUnderflowedLarger() {
    double[] x = normal(new Random(4), 8, 0, 1);
    Arrays.setAll(x, k -> Dtype.FLOAT32.round(Math.scalb(x[k], -143)));
    Step step =
        renorm(Mode.TRAINING, Dtype.FLOAT32, 8, 1, x)
            .withEpsilon(1e5)
            .withClip(UNBOUNDED)
            .withState(
                new RunningStatistics(new double[1], new double[] {Dtype.FLOAT32.round(1e-3)}, 1))
            .withDy(normal(new Random(5), 8, 0, 1));
    assertHonest(step, step.layer().paper());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 3, 1000})
  void bothEndsOfTheVarianceCountWhereEpsilonLiesOutside(double mean) {
    Random random = new Random(6);
    for (double deviation : new double[] {0, 1e-7, 1e-4, 1}) {
      double[] x = normal(random, 24, mean, deviation);
      Step step =
          Step.of(Layers.of("batchnorm"), Mode.TRAINING, Dtype.FLOAT32, new Shape(24, 1, 1), x)
              .withDy(normal(random, 24, 0, 1));
      for (Convention.Epsilon epsilon : Convention.Epsilon.values()) {
        assertHonest(step, step.layer().paper().with(Coordinates.EPSILON, epsilon));
      }
    }
  }

  /** Σγ·dy·(x − μ) before its scale, in binary16 from 22·60·64 on. */
  @Test
  void aSumBeforeItsScaleMayOverflow() {
    double[] x = new double[64];
    double[] dy = new double[64];
    Arrays.setAll(x, k -> k % 2 == 0 ? 22 : -22);
    Arrays.setAll(dy, k -> k % 2 == 0 ? 60 : -60);
    Step step =
        Step.of(Layers.of("batchnorm"), Mode.TRAINING, Dtype.BINARY16, new Shape(64, 1, 1), x)
            .withDy(dy);
    Bounds bounds = Bounds.of(step, step.layer().paper(), ErrorModel.ieee(Dtype.BINARY16));
    assertEquals(Double.POSITIVE_INFINITY, bounds.get(Roles.DX)[0]);
  }

  /** (V + ε)^(−3/2), as the paper of batch normalization prints it. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-14, 1e13})
  void aCubeOfSigmaMayOverflow(double deviation) {
    Step step =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT32,
                new Shape(8, 1, 1),
                normal(new Random(8), 8, 0, deviation))
            .withEpsilon(0)
            .withDy(normal(new Random(9), 8, 0, 1));
    assertEquals(Double.POSITIVE_INFINITY, allowed(step, step.layer().paper(), Roles.DX)[0]);
  }

  @Test
  void theReciprocalOfATinyRunningSigmaMayOverflow() {
    Step step =
        renorm(Mode.TRAINING, Dtype.FLOAT32, 8, 1, normal(new Random(10), 8, 0, 1))
            .withClip(Clip.symmetric(3, 5))
            .withState(new RunningStatistics(new double[1], new double[] {0x1p-130}, 1))
            .withDy(normal(new Random(11), 8, 0, 1));
    assertEquals(Double.POSITIVE_INFINITY, allowed(step, step.layer().paper(), Roles.D)[0]);
  }

  /** Where r has no upper bound, 0·∞ is one of the two that its lower bound is compared with. */
  @Test
  void theReciprocalOfATinySigmaMayOverflowBeforeAClip() {
    Step step =
        renorm(Mode.TRAINING, Dtype.BINARY16, 1, 1, new double[] {2704})
            .withEpsilon(1e-12)
            .withClip(new Clip(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
            .withState(
                new RunningStatistics(
                    new double[] {2704}, new double[] {Dtype.BINARY16.minNormal() / 8}, 1))
            .withDy(new double[] {1});
    Bounds bounds = Bounds.of(step, step.layer().paper(), ErrorModel.ieee(Dtype.BINARY16));
    assertEquals(Double.POSITIVE_INFINITY, bounds.get(Roles.R)[0]);
  }

  /** x − μ is 0 whatever algorithm makes μ, so nothing but 0 is right. */
  @Test
  void oneValueIsItsOwnMean() {
    Step step =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT32,
                new Shape(1, 1, 1),
                new double[] {1234.5})
            .withDy(new double[] {3});
    Bounds bounds = Bounds.of(step, step.layer().paper(), ErrorModel.ieee(Dtype.FLOAT32));
    assertTrue(bounds.get(Roles.Y)[0] <= Dtype.FLOAT32.minNormal());
  }
}
