package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

class ReadingTest {
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Convention PAPER = BATCH_NORM.paper();
  private static final Step STEP = step(BATCH_NORM, new Shape(1, 1, 1));

  private static Step step(Layer layer, Shape shape) {
    return Step.of(layer, Mode.TRAINING, Dtype.FLOAT64, shape, new double[shape.size()]);
  }

  @Test
  void thePapersReadARuleAsItStands() {
    for (Sense sense : Sense.values()) {
      for (Correction correction : Correction.values()) {
        UpdateRule rule = new UpdateRule(sense, 0.25, correction);
        assertEquals(rule, Reading.of(PAPER, STEP.withRule(rule)).rule());
      }
    }
  }

  @Test
  void anotherConventionReadsThePapersRuleAsItsOwn() {
    Convention other =
        PAPER.with(Coordinates.CORRECTION, Correction.BESSEL).with(Coordinates.SENSE, Sense.DECAY);
    assertEquals(
        new UpdateRule(Sense.DECAY, 0.25, Correction.BESSEL),
        Reading.of(other, STEP.withRule(UpdateRule.rate(0.25))).rule());
    assertEquals(
        Sense.FROZEN, Reading.of(other, STEP.withRule(UpdateRule.frozen())).rule().sense());
    UpdateRule cumulative = UpdateRule.cumulative(Correction.BIASED);
    assertEquals(Sense.CUMULATIVE, Reading.of(other, STEP.withRule(cumulative)).rule().sense());
  }

  @Test
  void aScaleThatIsNotLearnedIsReadAsOne() {
    Convention fixed = PAPER.with(Coordinates.SCALE, Convention.Scale.FIXED);
    Step affine = STEP.withAffine(new double[] {3}, new double[] {2});
    assertArrayEquals(new double[] {1}, Reading.of(fixed, affine).gamma());
    assertArrayEquals(new double[] {2}, Reading.of(fixed, affine).beta());
    assertArrayEquals(new double[] {3}, affine.gamma());
    assertFalse(Reading.of(fixed, STEP).affine());
  }

  @Test
  void besselOfOneValueHasNoAnswer() {
    Convention keeps = PAPER.with(Coordinates.CORRECTION, Correction.BESSEL);
    Convention normalizes = PAPER.with(Coordinates.NORMALIZING, Correction.BESSEL);
    assertTrue(Reading.defines(PAPER, STEP));
    assertFalse(Reading.defines(keeps, STEP));
    assertFalse(Reading.defines(normalizes, STEP));
    assertTrue(Reading.defines(keeps, STEP.withRule(UpdateRule.frozen())));
    assertFalse(Reading.defines(normalizes, STEP.withRule(UpdateRule.frozen())));
    assertTrue(Reading.defines(keeps, STEP.withMode(Mode.INFERENCE)));
    assertTrue(Reading.defines(keeps, step(BATCH_NORM, new Shape(2, 1, 1))));
  }

  /** A sample's statistics are of one value where the others lie in other samples. */
  @Test
  void besselOfOneValueOfASampleHasNoAnswer() {
    Convention normalizes = PAPER.with(Coordinates.NORMALIZING, Correction.BESSEL);
    Step instance = step(Layers.of("instancenorm"), new Shape(4, 2, 1));
    assertTrue(Reading.defines(PAPER, instance));
    assertFalse(Reading.defines(normalizes, instance));
    assertFalse(Reading.defines(normalizes, instance.withMode(Mode.INFERENCE)));
    assertTrue(Reading.defines(normalizes, instance.withLayer(Layers.of("layernorm"))));
    // No mean is subtracted, so there is nothing to correct.
    assertTrue(Reading.defines(normalizes, step(Layers.of("rmsnorm"), new Shape(4, 1, 1))));
    Convention keeps = PAPER.with(Coordinates.CORRECTION, Correction.BESSEL);
    assertTrue(Reading.defines(keeps, instance));
  }
}
