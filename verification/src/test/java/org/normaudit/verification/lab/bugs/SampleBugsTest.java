package org.normaudit.verification.lab.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.core.check.Checks;

/** Layers with the statistics of a sample: every mistake is seen, and no honest layer has one. */
class SampleBugsTest {
  private static final int THREADS = 2;

  @Test
  void everyMistakeIsSeen() throws InterruptedException {
    for (KillMatrix.Row row : KillMatrix.bugs(SampleBugs.all(), Checks.all(), 7, THREADS)) {
      assertFalse(row.kills().isEmpty(), row.bug().name());
    }
  }

  @Test
  void onlyTheOtherModeShowsStatisticsThatWereKept() throws InterruptedException {
    SeededBug kept = SeededBugs.named("running-statistics-at-inference");
    KillMatrix.Row row = KillMatrix.bugs(List.of(kept), Checks.all(), 7, THREADS).get(0);
    assertEquals(Set.of("mode-independence"), row.kills().keySet());
  }

  @Test
  void aGradientIsSeenInTheGradientsAlone() throws InterruptedException {
    SeededBug last = SeededBugs.named("gamma-after-the-projection");
    KillMatrix.Row row = KillMatrix.bugs(List.of(last), Checks.all(), 7, THREADS).get(0);
    assertTrue(row.kills().keySet().containsAll(Set.of("dx", "delta-b", "tape")));
    assertFalse(row.kills().containsKey("y"));
    assertFalse(row.kills().containsKey("dgamma"));
  }

  @Test
  void noHonestLayerHasAMistake() throws InterruptedException {
    List<HonestVariant> honest =
        HonestVariants.all().stream()
            .filter(variant -> SampleBugs.LAYERS.contains(variant.layer()))
            .toList();
    for (KillMatrix.HonestRow row : KillMatrix.honest(honest, Checks.all(), 7, THREADS)) {
      assertEquals(List.of(), row.findings(), row.variant().name());
      assertTrue(row.judged() > 0, row.variant().name());
    }
  }
}
