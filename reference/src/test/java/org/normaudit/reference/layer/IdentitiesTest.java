package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.Steps;

/** What follows from the formulas, of the definitions in decimals: no binary rounding hides it. */
@PropertyDefaults(tries = 200)
class IdentitiesTest {
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Layer BATCH_RENORM = Layers.of("batchrenorm");
  private static final Algebra<BigDecimal> V = new Algebra<>(new DecimalArithmetic());
  private static final MathContext DIGITS = new MathContext(DecimalArithmetic.DIGITS);
  private static final Clip UNCLIPPED = Clip.symmetric(1e9, 1e9);

  @Provide
  Arbitrary<Layer> batchStatistics() {
    return Arbitraries.of(BATCH_NORM, BATCH_RENORM);
  }

  private static Step step(Layer layer, long seed, int m) {
    LayerKind kind = LayerKind.of(layer.label());
    return ClassicalView.step(
            new Steps(Dtype.FLOAT64, seed).step(kind, Mode.TRAINING, new Shape(m, 1, 1), 1))
        .withAffine(new double[] {1}, new double[] {0})
        .withClip(UNCLIPPED);
  }

  private static BlockStep<BigDecimal> run(Step step) {
    return BlockStep.of(V, step, 0).evaluate(step.layer().paper());
  }

  private static List<BigDecimal> get(Step step, Role role) {
    return run(step).result(role);
  }

  /**
   * Every operation rounds by 10^(1 − digits) of its result at most, and a result is at most the
   * largest input over σ ≥ √ε, squared in a variance; no identity here takes 100 operations a
   * value.
   */
  private static void assertZero(BigDecimal difference, Step step) {
    double largest = 1;
    for (int i = 0; i < step.x().length; i++) {
      largest = Math.max(largest, Math.abs(step.x()[i]) + Math.abs(step.dy()[i]));
    }
    double result = Math.pow(largest / Math.sqrt(step.epsilon()), 4) * step.x().length;
    BigDecimal allowed =
        BigDecimal.valueOf(100.0 * step.x().length * result)
            .scaleByPowerOfTen(1 - DecimalArithmetic.DIGITS);
    assertTrue(difference.abs().compareTo(allowed) <= 0, () -> difference.toString());
  }

  private static void assertEqual(List<BigDecimal> a, List<BigDecimal> b, Step step) {
    for (int i = 0; i < a.size(); i++) {
      assertZero(a.get(i).subtract(b.get(i)), step);
    }
  }

  @Property
  void aBiasBeforeTheLayerHasNoGradient(
      @ForAll("batchStatistics") Layer layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(layer, seed, m);
    assertZero(V.sum(get(step, Roles.DX)), step);
    Step clipped = step.withClip(Clip.symmetric(1.25, 0.25));
    assertZero(V.sum(get(clipped, Roles.DX)), step);
  }

  /** Σ x·dx = (r·ε/σ_B²)·Σ g·x̂⁰, which is 0 only at ε = 0. */
  @Property
  void whatScalingTheInputMoves(
      @ForAll("batchStatistics") Layer layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 20) int m) {
    Step step = step(layer, seed, m);
    List<BigDecimal> x = BlockStep.of(V, step, 0).get(Roles.X);
    List<BigDecimal> dy = BlockStep.of(V, step, 0).get(Roles.DY);
    List<BigDecimal> standardized = get(step.withLayer(BATCH_NORM), Roles.Y);
    BigDecimal r = layer == BATCH_NORM ? BigDecimal.ONE : get(step, Roles.R).get(0);
    BigDecimal variance = variance(x);
    BigDecimal epsilon = new BigDecimal(step.epsilon());
    BigDecimal expected =
        r.multiply(epsilon).divide(variance.add(epsilon), DIGITS).multiply(V.dot(dy, standardized));
    assertZero(V.dot(x, get(step, Roles.DX)).subtract(expected), step);
  }

  private static BigDecimal variance(List<BigDecimal> x) {
    List<BigDecimal> deviations = V.minus(x, V.mean(x));
    return V.mean(V.times(deviations, deviations));
  }

  @Property
  void unclippedTrainingIsInferenceBeforeTheUpdate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(BATCH_RENORM, seed, m);
    assertEqual(get(step, Roles.Y), get(step.withMode(Mode.INFERENCE), Roles.Y), step);
  }

  /** x̂' = (x̂ − αd)/(1 + α(r − 1)). */
  @Property
  void inferenceAfterTheUpdate(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(BATCH_RENORM, seed, m);
    BlockStep<BigDecimal> out = run(step);
    BigDecimal alpha = new BigDecimal(step.rule().momentum());
    BigDecimal scale =
        BigDecimal.ONE.add(alpha.multiply(out.result(Roles.R).get(0).subtract(BigDecimal.ONE)));
    BigDecimal shift = alpha.multiply(out.result(Roles.D).get(0));
    List<BigDecimal> expected = V.over(V.minus(out.result(Roles.Y), shift), scale);
    // The state has to stay exact, so it does not pass through a step of binary numbers.
    List<BigDecimal> x = BlockStep.of(V, step, 0).get(Roles.X);
    List<BigDecimal> observed =
        V.over(
            V.minus(x, out.result(Roles.RUNNING_MEAN).get(0)),
            out.result(Roles.RUNNING_SPREAD).get(0));
    assertEqual(expected, observed, step);
  }

  /** Clipping moves x̂ by x̂⁰(r − r*) + (d − d*), r* and d* unclipped. */
  @Property
  void theGapThatClippingLeaves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(BATCH_RENORM, seed, m);
    BlockStep<BigDecimal> free = run(step);
    BlockStep<BigDecimal> clipped = run(step.withClip(Clip.symmetric(1.25, 0.25)));
    List<BigDecimal> standardized = get(step.withLayer(BATCH_NORM), Roles.Y);
    BigDecimal scale = clipped.result(Roles.R).get(0).subtract(free.result(Roles.R).get(0));
    BigDecimal shift = clipped.result(Roles.D).get(0).subtract(free.result(Roles.D).get(0));
    List<BigDecimal> gap = V.plus(V.times(standardized, scale), shift);
    assertEqual(V.plus(free.result(Roles.Y), gap), clipped.result(Roles.Y), step);
  }

  /** BN_ε(a·x) = sgn(a)·BN_{ε/a²}(x), for a that is no power of two. */
  @Property
  void scalingTheInputScalesEpsilon(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int m) {
    Step step = step(BATCH_NORM, seed, m);
    List<BigDecimal> x = BlockStep.of(V, step, 0).get(Roles.X);
    BigDecimal a = BigDecimal.valueOf(-3);
    BigDecimal epsilon = new BigDecimal(step.epsilon());
    List<BigDecimal> scaled = standardized(V.times(x, a), epsilon.multiply(a.pow(2)));
    assertEqual(V.times(standardized(x, epsilon), BigDecimal.ONE.negate()), scaled, step);
    assertEqual(get(step, Roles.Y), standardized(x, epsilon), step);
  }

  private static List<BigDecimal> standardized(List<BigDecimal> x, BigDecimal epsilon) {
    BigDecimal sigma = variance(x).add(epsilon).sqrt(DIGITS);
    return V.over(V.minus(x, V.mean(x)), sigma);
  }

  /** Two values without ε are ±1, and their gradient is 0. */
  @Property
  void twoValuesAreStandardizedToOne(@ForAll long seed) {
    Step step = step(BATCH_NORM, seed, 2).withEpsilon(0);
    for (int i = 0; i < 2; i++) {
      Step scale = step.withEpsilon(Steps.EPSILON);
      assertZero(get(step, Roles.Y).get(i).abs().subtract(BigDecimal.ONE), scale);
      assertZero(get(step, Roles.DX).get(i), scale);
    }
  }

  /** Renormalization that corrects nothing is batch normalization. */
  @Property
  void withoutCorrectionBothLayersAreOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(BATCH_RENORM, seed, m).withClip(Clip.NONE);
    Step plain = step.withLayer(BATCH_NORM);
    for (Role role :
        List.of(
            Roles.Y,
            Roles.DX,
            Roles.DGAMMA,
            Roles.DBETA,
            Roles.GRAD_X,
            Roles.GRAD_GAMMA,
            Roles.GRAD_DY)) {
      assertEqual(get(plain, role), get(step, role), step);
    }
  }

  /** What the running statistics start from must not matter to batch normalization. */
  @Property
  void batchNormalizationForgetsItsState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    Step step = step(BATCH_NORM, seed, m);
    Step other = step.withState(RunningStatistics.initial(1));
    assertEqual(get(step, Roles.Y), get(other, Roles.Y), step);
    assertEqual(get(step, Roles.DX), get(other, Roles.DX), step);
  }
}
