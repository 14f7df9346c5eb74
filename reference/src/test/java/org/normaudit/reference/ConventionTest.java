package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

class ConventionTest {
  private static final LayerInput STEP =
      LayerInput.of(
          LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(1, 1, 1), new double[1]);

  @Test
  void thePapersAverageDifferentStatistics() {
    assertEquals(Convention.Kept.VARIANCE, Convention.paper(LayerKind.BATCH_NORM).kept());
    assertEquals(Convention.Kept.DEVIATION, Convention.paper(LayerKind.BATCH_RENORM).kept());
  }

  @Test
  void thePapersReadARuleAsItStands() {
    Convention paper = Convention.paper(LayerKind.BATCH_NORM);
    for (Sense sense : Sense.values()) {
      for (Correction correction : Correction.values()) {
        UpdateRule rule = new UpdateRule(sense, 0.25, correction);
        assertEquals(rule, paper.read(STEP.withRule(rule)).rule());
      }
    }
  }

  @Test
  void anotherConventionReadsThePapersRuleAsItsOwn() {
    Convention paper = Convention.paper(LayerKind.BATCH_NORM);
    Convention other = paper.withCorrection(Correction.BESSEL).with(Sense.KEEP);
    assertEquals(
        new UpdateRule(Sense.KEEP, 0.25, Correction.BESSEL),
        other.read(STEP.withRule(UpdateRule.rate(0.25))).rule());
    assertEquals(Sense.FROZEN, other.read(STEP.withRule(UpdateRule.frozen())).rule().sense());
    assertEquals(
        Sense.CUMULATIVE,
        other.read(STEP.withRule(UpdateRule.cumulative(Correction.BIASED))).rule().sense());
  }

  @Test
  void aScaleThatIsNotLearnedIsReadAsOne() {
    Convention fixed = Convention.paper(LayerKind.BATCH_NORM).with(Convention.Scale.FIXED);
    LayerInput affine = STEP.withAffine(new double[] {3}, new double[] {2});
    assertEquals(1, fixed.read(affine).gamma()[0]);
    assertEquals(2, fixed.read(affine).beta()[0]);
    assertEquals(false, fixed.read(STEP).affine());
  }

  @Test
  void oneChoiceChangesAndTheOthersStay() {
    Convention paper = Convention.paper(LayerKind.BATCH_RENORM);
    Convention other =
        paper
            .with(Convention.Epsilon.BOTH)
            .withNormalizing(Correction.BESSEL)
            .with(Convention.Kept.INVERSE)
            .withCorrection(Correction.BESSEL)
            .with(Sense.KEEP)
            .with(Convention.Order.AFTER_UPDATE)
            .with(Convention.LowerClip.SEPARATE)
            .with(Convention.Denominator.FLOORED)
            .with(Convention.Inference.FURTHER_EPSILON)
            .with(Convention.Fold.MOMENTS)
            .with(Convention.Scale.FIXED);
    assertEquals(
        new Convention(
            Convention.Epsilon.BOTH,
            Correction.BESSEL,
            Convention.Kept.INVERSE,
            Correction.BESSEL,
            Sense.KEEP,
            Convention.Order.AFTER_UPDATE,
            Convention.LowerClip.SEPARATE,
            Convention.Denominator.FLOORED,
            Convention.Inference.FURTHER_EPSILON,
            Convention.Fold.MOMENTS,
            Convention.Scale.FIXED),
        other);
  }

  @Test
  void besselOfOneValueHasNoAnswer() {
    Convention paper = Convention.paper(LayerKind.BATCH_NORM);
    Convention keeps = paper.withCorrection(Correction.BESSEL);
    assertEquals(true, paper.defines(STEP));
    assertEquals(false, keeps.defines(STEP));
    assertEquals(false, paper.withNormalizing(Correction.BESSEL).defines(STEP));
    assertEquals(true, keeps.defines(STEP.withRule(UpdateRule.frozen())));
    assertEquals(true, keeps.defines(STEP.withMode(Mode.INFERENCE)));
    LayerInput two =
        LayerInput.of(
            LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(2, 1, 1), new double[2]);
    assertEquals(true, keeps.defines(two));
  }
}
