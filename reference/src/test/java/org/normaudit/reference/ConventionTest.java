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
    Convention other =
        new Convention(
            paper.epsilon(),
            paper.normalizing(),
            paper.kept(),
            Correction.BESSEL,
            Sense.KEEP,
            paper.order(),
            paper.lowerClip(),
            paper.denominator(),
            paper.inference(),
            paper.fold());
    assertEquals(
        new UpdateRule(Sense.KEEP, 0.25, Correction.BESSEL),
        other.read(STEP.withRule(UpdateRule.rate(0.25))).rule());
    assertEquals(Sense.FROZEN, other.read(STEP.withRule(UpdateRule.frozen())).rule().sense());
    assertEquals(
        Sense.CUMULATIVE,
        other.read(STEP.withRule(UpdateRule.cumulative(Correction.BIASED))).rule().sense());
  }
}
