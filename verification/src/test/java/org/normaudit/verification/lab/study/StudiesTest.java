package org.normaudit.verification.lab.study;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.verification.Thorough;

final class StudiesTest {

  @TestFactory
  Stream<DynamicTest> aBrokenLayerRefutesTheClaim() {
    // A second mistake of the studies that train for longest is for the profile thorough.
    Stream<Study> more =
        Stream.of(
            new SkewedBatches(BrokenLayers.alwaysTraining(), 4),
            new BatchNoise(BrokenLayers.withoutCorrections()));
    Stream<Study> usual =
        Stream.of(
            new BiasBlowUp(BrokenLayers.gradientKeepsItsMean()),
            new BatchOfOne(BrokenLayers.withoutCorrections()),
            new InferenceGap(BrokenLayers.withoutCorrections()),
            new InferenceGap(BrokenLayers.alwaysTraining()),
            new SkewedBatches(BrokenLayers.withoutCorrections(), 4),
            new WeightScale(BrokenLayers.alwaysInferring(), 4),
            new DomainShift(BrokenLayers.alwaysTraining(), 4),
            new ScheduledClipping(BrokenLayers.withoutCorrections()),
            new TunedSchedule(BrokenLayers.withoutCorrections(), 4),
            new BatchNoise(BrokenLayers.alwaysInferring()),
            new AveragedSpread(BrokenLayers.averagingVariance()));
    return Stream.concat(usual, Thorough.isAskedFor() ? more : Stream.empty())
        .map(
            study ->
                DynamicTest.dynamicTest(
                    study.name(), () -> assertFalse(study.run(7, () -> {}).holds())));
  }

  @Test
  void aNumberBeyondItsAllowanceOrNoNumberFails() {
    assertFalse(Finding.equal("x", 1.1, 1, 0.05, "").holds());
    assertFalse(Finding.equal("x", Double.NaN, 1, 1, "").holds());
    assertTrue(Finding.equal("x", 1, 1, 0, "").holds());
  }

  @Test
  void anIntervalMustLieWhollyOnItsSide() {
    assertTrue(new Finding("x", 2, Finding.Relation.ABOVE, 1, 0.9, "").holds());
    assertFalse(new Finding("x", 2, Finding.Relation.ABOVE, 1, 1, "").holds());
    assertFalse(new Finding("x", Double.NaN, Finding.Relation.ABOVE, 1, 0, "").holds());
    assertTrue(new Finding("x", 0, Finding.Relation.BELOW, 1, 0.9, "").holds());
    assertFalse(new Finding("x", 0, Finding.Relation.BELOW, 1, 1, "").holds());
    assertFalse(new Finding("x", 0, Finding.Relation.BELOW, 1, Double.NaN, "").holds());
  }

  @Test
  void anUnknownStudyIsQuoted() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Studies.named("alchemy"));
    assertTrue(e.getMessage().contains("'alchemy'"));
    assertTrue(e.getMessage().contains("batch-noise"));
  }
}
