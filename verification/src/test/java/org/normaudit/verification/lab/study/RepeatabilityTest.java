package org.normaudit.verification.lab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.Thorough;

/** Same seed, same numbers, to the bit. */
final class RepeatabilityTest {

  private static final ReferenceImplementation LAYER = new ReferenceImplementation();

  /** The studies that train for longest: the profile {@code thorough} repeats them, too. */
  private static final Set<String> LONG =
      Set.of("skewed-batches", "weight-scale", "tuned-schedule", "batch-noise");

  /** Every study, with as few seeds as it can do with. */
  private static List<Study> small() {
    return List.of(
        new BiasBlowUp(LAYER),
        new BatchOfOne(LAYER),
        new InferenceGap(LAYER),
        new SkewedBatches(LAYER, 2),
        new WeightScale(LAYER, 2),
        new DomainShift(LAYER, 2),
        new ScheduledClipping(LAYER),
        new TunedSchedule(LAYER, 2),
        new BatchNoise(LAYER),
        new AveragedSpread(LAYER));
  }

  @TestFactory
  List<DynamicTest> theSameSeedGivesTheSameNumbersOnAnyNumberOfThreads() {
    assertEquals(
        Studies.all().stream().map(Study::name).toList(),
        small().stream().map(Study::name).toList());
    return small().stream()
        .filter(study -> Thorough.isAskedFor() || !LONG.contains(study.name()))
        .map(
            study ->
                DynamicTest.dynamicTest(
                    study.name(), () -> assertEquals(on(1, study), on(3, study))))
        .toList();
  }

  private static List<Finding> on(int threads, Study study) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> study.run(3, () -> {}).findings()).get();
    } finally {
      pool.shutdownNow();
    }
  }
}
