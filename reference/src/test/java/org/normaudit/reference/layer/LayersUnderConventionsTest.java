package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.normaudit.reference.LayerKind.BATCH_RENORM;
import static org.normaudit.reference.UpdateRule.Correction.BESSEL;
import static org.normaudit.reference.UpdateRule.Correction.BIASED;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.Inference;
import org.normaudit.reference.Convention.LowerClip;
import org.normaudit.reference.Convention.Order;
import org.normaudit.reference.Convention.RenormPlacement;
import org.normaudit.reference.Convention.RunningStatistic;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.contract.DecimalArithmetic;

/** Each choice of a convention on a channel with roots and quotients that end: all is exact. */
class LayersUnderConventionsTest {
  private static final DecimalArithmetic A = new DecimalArithmetic();
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** No bound on r and d but r ≥ 0. */
  private static final Clip OPEN = new Clip(0, INFINITY, INFINITY);

  /** μ = 5, V = 16. */
  private static final double[] X = {1, 9, 9, 1};

  /** Batch renormalization. */
  private static BlockStep<BigDecimal> step(
      Convention convention, Mode mode, double epsilon, double spread, Clip clip, double... x) {
    return step(BATCH_RENORM, convention, mode, epsilon, spread, clip, x);
  }

  /** From a running mean of 0; every statistic is taken from the batch. */
  private static BlockStep<BigDecimal> step(
      LayerKind layer,
      Convention convention,
      Mode mode,
      double epsilon,
      double spread,
      Clip clip,
      double... x) {
    Step step =
        Step.of(Layers.of(layer.label()), mode, Dtype.FLOAT64, new Shape(x.length, 1, 1), x)
            .withEpsilon(epsilon)
            .withRule(UpdateRule.cumulative(BIASED))
            .withClip(clip)
            .withState(new RunningStatistics(new double[1], new double[] {spread}, 0))
            .withDy(x);
    return BlockStep.of(new Algebra<>(A), step, 0).evaluate(convention);
  }

  private static void assertIs(double expected, BigDecimal observed) {
    assertEquals(expected, observed.doubleValue());
  }

  @Test
  void whereEpsilonEnters() {
    assertNormalizesBy(5, Epsilon.INSIDE, 9, BIASED, X);
    assertNormalizesBy(5, Epsilon.OUTSIDE, 1, BIASED, X);
    assertNormalizesBy(14, Epsilon.BOTH, 9, BIASED, X);
    assertNormalizesBy(5, Epsilon.FLOOR, 25, BIASED, X);
    assertNormalizesBy(4, Epsilon.FLOOR, 9, BIASED, X);
  }

  @Test
  void whichVarianceNormalizes() {
    assertNormalizesBy(6, Epsilon.INSIDE, 20, BIASED, 1, 9);
    assertNormalizesBy(6, Epsilon.INSIDE, 4, BESSEL, 1, 9);
  }

  private static void assertNormalizesBy(
      double sigma, Epsilon place, double epsilon, Correction normalizing, double... x) {
    for (LayerKind layer : List.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM)) {
      Convention convention =
          Convention.paper(layer)
              .with(Coordinates.NORMALIZING, normalizing)
              .with(Coordinates.EPSILON, place);
      BlockStep<BigDecimal> out = step(layer, convention, Mode.TRAINING, epsilon, 1, Clip.NONE, x);
      assertIs(-4 / sigma, out.result(Roles.Y).get(0));
      assertIs(4 / sigma, out.result(Roles.Y).get(1));
    }
  }

  @Test
  void whatTheRunningSpreadIs() {
    assertKept(RunningStatistic.VARIANCE, 7, 16);
    assertKept(RunningStatistic.DEVIATION, 4, 5);
    assertKept(RunningStatistic.INVERSE, 0.25, 0.2);
  }

  /** With ε = 9 the running spread stands for 4, and the batch has σ = 5. */
  private static void assertKept(RunningStatistic kept, double spread, double newSpread) {
    Convention convention = Convention.paper(BATCH_RENORM).with(Coordinates.KEPT, kept);
    BlockStep<BigDecimal> out = step(convention, Mode.TRAINING, 9, spread, OPEN, X);
    assertIs(1.25, out.result(Roles.R).get(0));
    assertIs(1.25, out.result(Roles.D).get(0));
    assertIs(newSpread, out.result(Roles.RUNNING_SPREAD).get(0));
    assertIs(5, out.result(Roles.RUNNING_MEAN).get(0));
    BlockStep<BigDecimal> inference = step(convention, Mode.INFERENCE, 9, spread, OPEN, X);
    assertIs(0.25, inference.result(Roles.Y).get(0));
  }

  @Test
  void whichStatisticsTheCorrectionsSee() {
    Convention after = Convention.paper(BATCH_RENORM).with(Coordinates.ORDER, Order.AFTER_UPDATE);
    BlockStep<BigDecimal> out = step(after, Mode.TRAINING, 9, 4, OPEN, X);
    assertIs(1, out.result(Roles.R).get(0));
    assertIs(0, out.result(Roles.D).get(0));
  }

  @Test
  void whatBoundsTheScaleFromBelow() {
    Convention reciprocal = Convention.paper(BATCH_RENORM);
    Convention separate =
        Convention.paper(BATCH_RENORM).with(Coordinates.LOWER_CLIP, LowerClip.SEPARATE);
    Clip clip = new Clip(0.5, 4, 0.0625);
    // σ = 5 over a running 40.
    assertScale(0.25, reciprocal, clip, 40);
    assertScale(0.5, separate, clip, 40);
    assertScale(4, reciprocal, clip, 1);
    assertScale(4, separate, clip, 1);
    Clip open = new Clip(0.5, INFINITY, 0.0625);
    assertScale(0.125, reciprocal, open, 40);
    assertScale(0.5, separate, open, 40);
    assertScale(5, reciprocal, open, 1);
    assertScale(5, separate, open, 1);
  }

  private static void assertScale(double r, Convention convention, Clip clip, double spread) {
    BlockStep<BigDecimal> out = step(convention, Mode.TRAINING, 9, spread, clip, X);
    assertIs(r, out.result(Roles.R).get(0));
    assertIs(0.0625, out.result(Roles.D).get(0));
  }

  @Test
  void whatTheCorrectionsDivideBy() {
    Convention floored =
        Convention.paper(BATCH_RENORM).with(Coordinates.DENOMINATOR, Denominator.FLOORED);
    assertIs(1.25, step(floored, Mode.TRAINING, 9, 4, OPEN, X).result(Roles.R).get(0));
    // √ε = 4 is the larger; σ = √32.
    BlockStep<BigDecimal> out = step(floored, Mode.TRAINING, 16, 1, OPEN, X);
    assertIs(1.25, out.result(Roles.D).get(0));
    assertEquals(A.divide(A.sqrt(A.constant(32)), A.constant(4)), out.result(Roles.R).get(0));
  }

  @Test
  void whatInferenceDividesBy() {
    Convention further =
        Convention.paper(BATCH_RENORM).with(Coordinates.INFERENCE, Inference.FURTHER_EPSILON);
    BlockStep<BigDecimal> out = step(further, Mode.INFERENCE, 9, 4, OPEN, X);
    assertIs(0.2, out.result(Roles.Y).get(0));
  }

  /** r = 2 and d = 1 make μ' = 5 − 4/2 and σ' = √(16/4 + 9/4). */
  @Test
  void howTheCorrectionsEnter() {
    Convention folded =
        Convention.paper(BATCH_RENORM).with(Coordinates.FOLD, RenormPlacement.MOMENTS);
    Clip clip = Clip.symmetric(2, 1);
    BlockStep<BigDecimal> out = step(folded, Mode.TRAINING, 2.25, 1, clip, X);
    assertIs(2, out.result(Roles.R).get(0));
    assertIs(1, out.result(Roles.D).get(0));
    assertIs(-0.8, out.result(Roles.Y).get(0));
    assertIs(2.4, out.result(Roles.Y).get(1));
  }

  /**
   * A constant channel: the paper keeps d = 3/√1.001 as its output, folding multiplies it by √V.
   */
  @Test
  void whatFoldingLoses() {
    Convention kept =
        Convention.paper(BATCH_RENORM).with(Coordinates.KEPT, RunningStatistic.VARIANCE);
    Clip clip = Clip.symmetric(3, 5);
    BlockStep<BigDecimal> paper = step(kept, Mode.TRAINING, 1e-3, 1, clip, 3, 3, 3);
    BigDecimal sigma = A.sqrt(A.add(A.constant(1), A.constant(1e-3)));
    assertEquals(A.divide(A.constant(3), sigma), paper.result(Roles.Y).get(0));
    BlockStep<BigDecimal> folded =
        step(
            kept.with(Coordinates.FOLD, RenormPlacement.MOMENTS),
            Mode.TRAINING,
            1e-3,
            1,
            clip,
            3,
            3,
            3);
    assertIs(0, folded.result(Roles.Y).get(0));
    assertIs(0, folded.result(Roles.DX).get(0));
  }
}
