package org.normaudit.reference.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.Fold;
import org.normaudit.reference.Convention.Inference;
import org.normaudit.reference.Convention.Kept;
import org.normaudit.reference.Convention.LowerClip;
import org.normaudit.reference.Convention.Order;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** Each coordinate of a convention on numbers whose roots are whole: mean 5, variance 9. */
class ConventionFormsTest {
  private static final double[] X = {2, 8, 8, 2};

  /** A convention that starts at the paper's and changes coordinate by coordinate. */
  private static final class Changed {
    private final LayerKind layer;
    private Epsilon epsilon = Epsilon.INSIDE;
    private Correction normalizing = Correction.BIASED;
    private Kept kept;
    private Order order = Order.BEFORE_UPDATE;
    private LowerClip lowerClip = LowerClip.RECIPROCAL;
    private Denominator denominator = Denominator.RUNNING;
    private Inference inference = Inference.PLAIN;
    private Fold fold = Fold.NONE;

    Changed(LayerKind layer) {
      this.layer = layer;
      this.kept = Convention.paper(layer).kept();
    }

    LayerOutput run(LayerInput step) {
      Convention convention =
          new Convention(
              epsilon,
              normalizing,
              kept,
              Correction.BIASED,
              Sense.TAKE,
              order,
              lowerClip,
              denominator,
              inference,
              fold);
      return new DefinedLayer<>(
              "changed", Binary64.INSTANCE, Dtype.FLOAT64, Map.of(layer, convention))
          .run(step);
    }
  }

  private static LayerInput step(LayerKind layer, double epsilon) {
    return LayerInput.of(layer, Mode.TRAINING, Dtype.FLOAT64, new Shape(4, 1, 1), X)
        .withEpsilon(epsilon)
        .withRule(new UpdateRule(Sense.KEEP, 0, Correction.BIASED))
        .withClip(Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  private static LayerInput from(LayerInput step, double mean, double spread) {
    return step.withState(new RunningStatistics(new double[] {mean}, new double[] {spread}, 0));
  }

  private static void assertFirst(double expected, LayerOutput out, Quantity quantity) {
    assertEquals(expected, out.get(quantity)[0]);
  }

  @ParameterizedTest
  @CsvSource({"INSIDE, 16, 5", "OUTSIDE, 16, 19", "BOTH, 16, 21", "FLOOR, 16, 4", "FLOOR, 4, 3"})
  void whereEpsilonEnters(Epsilon place, double epsilon, double sigma) {
    Changed changed = new Changed(LayerKind.BATCH_NORM);
    changed.epsilon = place;
    assertFirst(-3 / sigma, changed.run(step(LayerKind.BATCH_NORM, epsilon)), Quantity.Y);
  }

  /** Bessel's correction makes 12 of 9: σ = √(12 + 4). */
  @Test
  void whichVarianceNormalizes() {
    Changed changed = new Changed(LayerKind.BATCH_NORM);
    changed.normalizing = Correction.BESSEL;
    LayerOutput out = changed.run(step(LayerKind.BATCH_NORM, 4));
    assertFirst(-0.75, out, Quantity.Y);
    assertFirst(9, out, Quantity.RUNNING_SPREAD);
  }

  @ParameterizedTest
  @CsvSource({"VARIANCE, 9", "DEVIATION, 5", "INVERSE, 0.2"})
  void whichStatisticIsKept(Kept kept, double expected) {
    for (LayerKind layer : LayerKind.values()) {
      Changed changed = new Changed(layer);
      changed.kept = kept;
      LayerInput step = step(layer, 16);
      assertFirst(expected, changed.run(step), Quantity.RUNNING_SPREAD);
      LayerOutput later = changed.run(from(step.withMode(Mode.INFERENCE), 5, expected));
      assertFirst(-3 / (kept == Kept.INVERSE ? 1 / expected : 5), later, Quantity.Y);
    }
  }

  @Test
  void whichStatisticsCorrect() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    LayerInput step = from(step(LayerKind.BATCH_RENORM, 16), 1, 2.5);
    assertFirst(2, changed.run(step), Quantity.R);
    assertFirst(1.6, changed.run(step), Quantity.D);
    changed.order = Order.AFTER_UPDATE;
    assertFirst(1, changed.run(step), Quantity.R);
    assertFirst(0, changed.run(step), Quantity.D);
  }

  @Test
  void whatBoundsTheScaleFromBelow() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    LayerInput step = from(step(LayerKind.BATCH_RENORM, 16), 5, 50);
    LayerInput separate = step.withClip(new Clip(0.5, 8, 1));
    assertFirst(0.125, changed.run(separate), Quantity.R);
    assertFirst(0.1, changed.run(step), Quantity.R);
    changed.lowerClip = LowerClip.SEPARATE;
    assertFirst(0.5, changed.run(separate), Quantity.R);
    LayerInput unbounded = step.withClip(new Clip(0.5, Double.POSITIVE_INFINITY, 1));
    assertFirst(0.5, changed.run(unbounded), Quantity.R);
    assertFirst(2, changed.run(from(unbounded, 5, 2.5)), Quantity.R);
  }

  @Test
  void whatTheCorrectionsDivideBy() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    LayerInput step = from(step(LayerKind.BATCH_RENORM, 16), 1, 2);
    assertFirst(2.5, changed.run(step), Quantity.R);
    changed.denominator = Denominator.FLOORED;
    assertFirst(1.25, changed.run(step), Quantity.R);
    assertFirst(1, changed.run(step), Quantity.D);
    assertFirst(0.5, changed.run(from(step, 1, 10)), Quantity.R);
  }

  @Test
  void whatInferenceDividesBy() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    LayerInput step = from(step(LayerKind.BATCH_RENORM, 16).withMode(Mode.INFERENCE), 5, 3);
    assertFirst(-1, changed.run(step), Quantity.Y);
    changed.inference = Inference.FURTHER_EPSILON;
    assertFirst(-0.6, changed.run(step), Quantity.Y);
  }

  /**
   * A constant channel, x = 3 from μ = 0 and σ² = 1: the paper's d = 3/√1.001 is lost in folding.
   */
  @Test
  void whatFoldingLoses() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    changed.kept = Kept.VARIANCE;
    LayerInput step =
        from(step(LayerKind.BATCH_RENORM, 1e-3), 0, 1)
            .withX(new double[] {3, 3, 3, 3})
            .withClip(Clip.symmetric(3, 5));
    assertFirst(3 / Math.sqrt(1 + 1e-3), changed.run(step), Quantity.Y);
    changed.fold = Fold.MOMENTS;
    assertFirst(0, changed.run(step), Quantity.Y);
    assertFirst(0, changed.run(step), Quantity.DX);
  }

  /** r = 3 and d = 1 in x̂ = (x − (μ − d·√V/r))/√(V/r² + ε): (2 − 4)/√(1 + 8). */
  @Test
  void howFoldingEnters() {
    Changed changed = new Changed(LayerKind.BATCH_RENORM);
    changed.fold = Fold.MOMENTS;
    changed.epsilon = Epsilon.INSIDE;
    double sigma = Math.sqrt(9 + 8);
    LayerInput step =
        from(step(LayerKind.BATCH_RENORM, 8), 0, sigma / 4).withClip(Clip.symmetric(3, 1));
    LayerOutput out = changed.run(step);
    assertFirst(3, out, Quantity.R);
    assertFirst(1, out, Quantity.D);
    // The square of r and the quotients round: four operations, none of which cancels.
    assertEquals(-2.0 / 3, out.get(Quantity.Y)[0], 8 * Dtype.FLOAT64.unitRoundoff());
  }

  @Test
  void aLayerWithoutAConventionIsUnsupported() {
    Changed changed = new Changed(LayerKind.BATCH_NORM);
    assertThrows(
        UnsupportedOperationException.class, () -> changed.run(step(LayerKind.BATCH_RENORM, 1)));
  }
}
