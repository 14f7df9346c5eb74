package org.normaudit.verification.lab.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.core.check.Checks;

/** The bugs of the kill matrix, and a sample of its honest variants; {@code bugs} makes all. */
final class KillMatrixTest {
  private static final int HONEST = 7;
  private static final int THREADS = 2;

  /** To bring the record up to date: {@code bugs --table verification/docs/records/kills.json}. */
  @Test
  void everyBugIsKilledAsTheRecordSays() throws InterruptedException {
    KillRecord record = KillRecord.committed();
    List<KillMatrix.Row> rows =
        KillMatrix.bugs(SeededBugs.all(), Checks.all(), record.seed(), THREADS);
    KillTable fresh = KillTable.of(rows);
    assertEquals(List.of(), record.table().differences(fresh));
    assertEquals(
        List.copyOf(record.table().killers().keySet()), List.copyOf(fresh.killers().keySet()));
    rows.forEach(row -> assertFalse(row.kills().isEmpty(), row.bug() + " survives"));
  }

  @Test
  void aSampleOfTheHonestVariantsIsBlamedByNoCheck() throws InterruptedException {
    int stride = Thorough.stride(HonestVariants.all().size() / HONEST);
    List<HonestVariant> sample = every(HonestVariants.all(), stride);
    for (KillMatrix.HonestRow row : KillMatrix.honest(sample, Checks.all(), 2, THREADS)) {
      assertEquals(List.of(), row.findings(), row.variant().name());
      assertTrue(row.judged() > 0);
    }
  }

  @Test
  void noBugHasTheNameOfAnother() {
    List<String> names = SeededBugs.all().stream().map(SeededBug::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  private static <T> List<T> every(List<T> all, int stride) {
    List<T> sample = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      sample.add(all.get(i));
    }
    return sample;
  }
}
