package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.truth.Truth;

/** Claims of bounds.md that no lemma's test shows by the way. */
class ClaimsTest {
  private static Step renorm(Dtype dtype, double... x) {
    return Step.of(Layers.of("batchrenorm"), Mode.TRAINING, dtype, new Shape(x.length, 1, 1), x);
  }

  private static Step withState(Step step, double mean, double spread) {
    return step.withState(new RunningStatistics(new double[] {mean}, new double[] {spread}, 1));
  }

  private static double[] allowed(Step step, Role role) {
    return Bounds.of(step, step.layer().paper(), ErrorModel.ieee(step.dtype())).get(role);
  }

  /** IEEE 754 but for subnormal results, which may be 0. */
  static ErrorModel flushing(Dtype dtype) {
    ErrorModel ieee = ErrorModel.ieee(dtype);
    return new ErrorModel(
        ieee.storage(),
        ieee.compute(),
        ieee.summation(),
        ieee.variance(),
        ieee.divisionUlp(),
        ieee.rootUlp(),
        ieee.folded(),
        true);
  }

  @Example
  void whatIsClippedBeyondDoubtHasNoError() {
    Step far = withState(renorm(Dtype.FLOAT32, 1, 2, 3), -9, 0.5);
    assertEquals(0, allowed(far.withClip(Clip.symmetric(1, 0.25)), Roles.D)[0]);
    assertEquals(0, allowed(far.withClip(Clip.symmetric(1, 0.25)), Roles.R)[0]);
    // 1.1 is no number of float32, and a clip to it has that error.
    double setting = Math.abs(Dtype.FLOAT32.round(1.1) - 1.1);
    double ofClip = allowed(far.withClip(Clip.symmetric(1.1, 0.25)), Roles.R)[0];
    assertEquals(setting, ofClip, Math.ulp(1.1) * 8);
    assertTrue(allowed(far.withClip(Clip.symmetric(99, 99)), Roles.D)[0] > 0);
  }

  @Example
  void aQuotientByOneIsExactUnlessSubnormalsAreFlushed() {
    ErrorModel ieee = ErrorModel.ieee(Dtype.FLOAT32);
    Uncertain tiny = Uncertain.exact(Dtype.FLOAT32.minSubnormal());
    Uncertain one = Uncertain.exact(1);
    BoundArithmetic exact = new BoundArithmetic(Rounding.of(ieee));
    assertEquals(0, exact.error(exact.divide(tiny, one)));
    BoundArithmetic flushed = new BoundArithmetic(Rounding.of(flushing(Dtype.FLOAT32)));
    assertTrue(flushed.error(flushed.divide(tiny, one)) >= Dtype.FLOAT32.minSubnormal());
  }

  @Example
  void atAThresholdEitherBranchIsRight() {
    // σ_B/σ is 1.25 but for ε: clipped or not, by no more than its own error.
    Step step = withState(renorm(Dtype.FLOAT32, -1.25, 1.25), 0, 1).withEpsilon(0x1p-30);
    double free = allowed(step.withClip(Clip.symmetric(99, 99)), Roles.R)[0];
    double at = allowed(step.withClip(Clip.symmetric(1.25, 99)), Roles.R)[0];
    assertTrue(at > 0 && at <= free * (1 + 0x1p-40), at + " of " + free);
  }

  @Example
  void errorsOfTheBatchCancelInRenormalization() {
    Random random = new Random(1);
    double[] x = new double[64];
    Arrays.setAll(x, k -> Dtype.FLOAT32.round(1e5 + random.nextGaussian()));
    Step step = withState(renorm(Dtype.FLOAT32, x), 1e5, 1).withDy(x);
    double cancelled = allowed(step.withClip(Clip.symmetric(9, 9)), Roles.Y)[0];
    double clipped = allowed(step.withClip(Clip.symmetric(1, 0)), Roles.Y)[0];
    assertTrue(cancelled < clipped / 1000, cancelled + " of " + clipped);
  }

  @Example
  void whatIsHandedThroughIsNotRounded() {
    Step step =
        withState(renorm(Dtype.BFLOAT16, 1, 2, 3), 0.1, 0.3)
            .withRule(new UpdateRule(UpdateRule.Sense.FROZEN, 0, UpdateRule.Correction.BIASED));
    assertEquals(0, allowed(step, Roles.RUNNING_MEAN)[0]);
    assertEquals(0, allowed(step, Roles.RUNNING_SPREAD)[0]);
  }

  @Example
  void anOutputThatOverflowsByItselfIsJudged() {
    double gamma = Dtype.FLOAT32.round(3e38);
    Step step =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT32,
                new Shape(3, 1, 1),
                new double[] {-2, 0, 2})
            .withAffine(new double[] {gamma}, new double[1]);
    Truth truth = Truth.of(step, step.layer().paper());
    ErrorModel asItStands = ErrorModel.ieee(Dtype.FLOAT32).withFolded(false);
    double[] y = Bounds.of(step, step.layer().paper(), asItStands).get(Roles.Y);
    assertTrue(truth.nearest(Roles.Y)[2] > Dtype.FLOAT32.maxFinite());
    assertTrue(Double.isFinite(y[2]), "not judged");
  }

  @Example
  void aMeanShiftedByAnOutlierLeavesItsBound() {
    double worst = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] x = new double[100];
      Arrays.setAll(x, k -> Dtype.FLOAT32.round(random.nextDouble()));
      x[0] = Dtype.FLOAT32.round(1e4 * (1 + random.nextDouble()));
      float sum = 0;
      for (double value : x) {
        sum += (float) value - (float) x[0];
      }
      float mean = (float) x[0] + sum / x.length;
      ErrorModel model = ErrorModel.ieee(Dtype.FLOAT32);
      Moments exact = Moments.of(x);
      double bound = StatisticsBound.of(Rounding.of(model), model, exact).mean();
      worst = Math.max(worst, Math.abs((mean - exact.mean()) - exact.meanLow()) / bound);
    }
    double share = worst;
    assertTrue(share > 1, () -> "the worst is " + share + " of the bound");
  }

  @Example
  void theReciprocalOfEpsilonIsInfiniteInBinary16() {
    double epsilon = 1.0 / 100_000;
    Step step =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.BINARY16,
                new Shape(3, 1, 1),
                new double[] {2, 2, 2})
            .withEpsilon(epsilon);
    // With √ first every number of a constant channel is finite, and y is held to its bound.
    assertTrue(Double.isFinite(allowed(step, Roles.Y)[0]));
    assertTrue(1 / Dtype.BINARY16.round(epsilon) > Dtype.BINARY16.maxFinite());
  }

  @Property(tries = 200)
  void gammaBoundsAccumulatedRoundingsUntilNuIsOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    Dtype tiny = Dtype.BFLOAT16;
    Rounding r = Rounding.of(ErrorModel.ieee(tiny));
    Random random = new Random(seed);
    double exact = 1;
    double computed = 1;
    for (int k = 0; k < n; k++) {
      double factor = tiny.round(0.75 + random.nextDouble() / 2);
      exact *= factor;
      computed = tiny.round(computed * factor);
    }
    assertTrue(Math.abs(computed - exact) <= r.gamma(n) * exact * (1 + n * 0x1p-50));
    assertEquals(Double.POSITIVE_INFINITY, r.gamma(1 / r.u()));
  }
}
