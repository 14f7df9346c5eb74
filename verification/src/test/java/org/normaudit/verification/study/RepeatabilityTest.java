package org.normaudit.verification.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Same seed, same numbers, to the bit. */
final class RepeatabilityTest {

  @TestFactory
  List<DynamicTest> theSameSeedGivesTheSameNumbersOnAnyNumberOfThreads() {
    return Studies.all().stream()
        .map(
            study ->
                DynamicTest.dynamicTest(
                    study.name(),
                    () -> {
                      List<Finding> alone = on(1, study);
                      assertEquals(alone, on(3, study));
                    }))
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
