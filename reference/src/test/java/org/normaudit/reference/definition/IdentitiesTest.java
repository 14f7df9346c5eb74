package org.normaudit.reference.definition;

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
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.Steps;

/** What follows from the formulas, of the definitions in decimals: no binary rounding hides it. */
@PropertyDefaults(tries = 200)
class IdentitiesTest {
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();
  private static final Algebra<BigDecimal> V = new Algebra<>(DECIMALS);
  private static final MathContext DIGITS = new MathContext(DecimalArithmetic.DIGITS);
  private static final Clip UNCLIPPED = Clip.symmetric(1e9, 1e9);

  @Provide
  Arbitrary<LayerKind> batchStatistics() {
    return Arbitraries.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM);
  }

  private static LayerInput step(LayerKind layer, long seed, int m) {
    return new Steps(Dtype.FLOAT64, seed)
        .step(layer, Mode.TRAINING, new Shape(m, 1, 1), 1)
        .withAffine(new double[] {1}, new double[] {0})
        .withClip(UNCLIPPED);
  }

  private static ChannelOutput<BigDecimal> run(LayerInput step) {
    return Definition.of(step.layer(), Convention.paper(step.layer()))
        .evaluate(DECIMALS, ChannelInput.of(DECIMALS, step, 0));
  }

  private static List<BigDecimal> get(LayerInput step, Quantity quantity) {
    return run(step).values().get(quantity);
  }

  /**
   * Every operation rounds by 10^(1 − digits) of its result at most, and a result is at most the
   * largest input over σ ≥ √ε, squared in a variance; no identity here takes 100 operations a
   * value.
   */
  private static void assertZero(BigDecimal difference, LayerInput step) {
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

  private static void assertEqual(List<BigDecimal> a, List<BigDecimal> b, LayerInput step) {
    for (int i = 0; i < a.size(); i++) {
      assertZero(a.get(i).subtract(b.get(i)), step);
    }
  }

  @Property
  void aBiasBeforeTheLayerHasNoGradient(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(layer, seed, m);
    assertZero(V.sum(get(step, Quantity.DX)), step);
    LayerInput clipped = step.withClip(Clip.symmetric(1.25, 0.25));
    assertZero(V.sum(get(clipped, Quantity.DX)), step);
  }

  /** Σ x·dx = (r·ε/σ_B²)·Σ g·x̂⁰, which is 0 only at ε = 0. */
  @Property
  void whatScalingTheInputMoves(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 20) int m) {
    LayerInput step = step(layer, seed, m);
    List<BigDecimal> x = ChannelInput.of(DECIMALS, step, 0).x();
    List<BigDecimal> dy = ChannelInput.of(DECIMALS, step, 0).dy();
    List<BigDecimal> standardized = get(step.withLayer(LayerKind.BATCH_NORM), Quantity.Y);
    BigDecimal r = layer == LayerKind.BATCH_NORM ? BigDecimal.ONE : get(step, Quantity.R).get(0);
    BigDecimal variance = variance(x);
    BigDecimal epsilon = new BigDecimal(step.epsilon());
    BigDecimal expected =
        r.multiply(epsilon).divide(variance.add(epsilon), DIGITS).multiply(V.dot(dy, standardized));
    assertZero(V.dot(x, get(step, Quantity.DX)).subtract(expected), step);
  }

  private static BigDecimal variance(List<BigDecimal> x) {
    List<BigDecimal> deviations = V.minus(x, V.mean(x));
    return V.mean(V.times(deviations, deviations));
  }

  @Property
  void unclippedTrainingIsInferenceBeforeTheUpdate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_RENORM, seed, m);
    assertEqual(get(step, Quantity.Y), get(step.withMode(Mode.INFERENCE), Quantity.Y), step);
  }

  /** x̂' = (x̂ − αd)/(1 + α(r − 1)). */
  @Property
  void inferenceAfterTheUpdate(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_RENORM, seed, m);
    ChannelOutput<BigDecimal> out = run(step);
    BigDecimal alpha = new BigDecimal(step.rule().momentum());
    BigDecimal scale =
        BigDecimal.ONE.add(alpha.multiply(out.only(Quantity.R).subtract(BigDecimal.ONE)));
    BigDecimal shift = alpha.multiply(out.only(Quantity.D));
    List<BigDecimal> expected = V.over(V.minus(out.values().get(Quantity.Y), shift), scale);
    // The state has to stay exact, so it does not pass through a step of binary numbers.
    List<BigDecimal> x = ChannelInput.of(DECIMALS, step, 0).x();
    List<BigDecimal> observed =
        V.over(V.minus(x, out.only(Quantity.RUNNING_MEAN)), out.only(Quantity.RUNNING_SPREAD));
    assertEqual(expected, observed, step);
  }

  /** Clipping moves x̂ by x̂⁰(r − r*) + (d − d*), r* and d* unclipped. */
  @Property
  void theGapThatClippingLeaves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_RENORM, seed, m);
    ChannelOutput<BigDecimal> free = run(step);
    ChannelOutput<BigDecimal> clipped = run(step.withClip(Clip.symmetric(1.25, 0.25)));
    List<BigDecimal> standardized = get(step.withLayer(LayerKind.BATCH_NORM), Quantity.Y);
    BigDecimal scale = clipped.only(Quantity.R).subtract(free.only(Quantity.R));
    BigDecimal shift = clipped.only(Quantity.D).subtract(free.only(Quantity.D));
    List<BigDecimal> gap = V.plus(V.times(standardized, scale), shift);
    assertEqual(V.plus(free.values().get(Quantity.Y), gap), clipped.values().get(Quantity.Y), step);
  }

  /** BN_ε(a·x) = sgn(a)·BN_{ε/a²}(x), for a that is no power of two. */
  @Property
  void scalingTheInputScalesEpsilon(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_NORM, seed, m);
    List<BigDecimal> x = ChannelInput.of(DECIMALS, step, 0).x();
    BigDecimal a = BigDecimal.valueOf(-3);
    BigDecimal epsilon = new BigDecimal(step.epsilon());
    List<BigDecimal> scaled = standardized(V.times(x, a), epsilon.multiply(a.pow(2)));
    assertEqual(V.times(standardized(x, epsilon), BigDecimal.ONE.negate()), scaled, step);
    assertEqual(get(step, Quantity.Y), standardized(x, epsilon), step);
  }

  private static List<BigDecimal> standardized(List<BigDecimal> x, BigDecimal epsilon) {
    BigDecimal sigma = variance(x).add(epsilon).sqrt(DIGITS);
    return V.over(V.minus(x, V.mean(x)), sigma);
  }

  /** Two values without ε are ±1, and their gradient is 0. */
  @Property
  void twoValuesAreStandardizedToOne(@ForAll long seed) {
    LayerInput step = step(LayerKind.BATCH_NORM, seed, 2).withEpsilon(0);
    for (int i = 0; i < 2; i++) {
      LayerInput scale = step.withEpsilon(Steps.EPSILON);
      assertZero(get(step, Quantity.Y).get(i).abs().subtract(BigDecimal.ONE), scale);
      assertZero(get(step, Quantity.DX).get(i), scale);
    }
  }

  /** Renormalization that corrects nothing is batch normalization. */
  @Property
  void withoutCorrectionBothLayersAreOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_RENORM, seed, m).withClip(Clip.NONE);
    LayerInput plain = step.withLayer(LayerKind.BATCH_NORM);
    for (Quantity quantity :
        List.of(
            Quantity.Y,
            Quantity.DX,
            Quantity.DGAMMA,
            Quantity.DBETA,
            Quantity.GRAD_X,
            Quantity.GRAD_GAMMA,
            Quantity.GRAD_DY)) {
      assertEqual(get(plain, quantity), get(step, quantity), step);
    }
  }

  /** What the running statistics start from must not matter to batch normalization. */
  @Property
  void batchNormalizationForgetsItsState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int m) {
    LayerInput step = step(LayerKind.BATCH_NORM, seed, m);
    LayerInput other = step.withState(RunningStatistics.initial(1));
    assertEqual(get(step, Quantity.Y), get(other, Quantity.Y), step);
    assertEqual(get(step, Quantity.DX), get(other, Quantity.DX), step);
  }
}
