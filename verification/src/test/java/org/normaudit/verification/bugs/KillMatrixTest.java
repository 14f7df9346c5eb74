package org.normaudit.verification.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.check.Checks;

/** A sample of the kill matrix; {@code normaudit bugs} makes all of it. */
final class KillMatrixTest {
  private static final int BUGS = 10;
  private static final int HONEST = 7;

  @Test
  void aSampleOfTheBugsIsKilledAsTheTableSays() throws InterruptedException {
    List<SeededBug> sample = every(SeededBugs.all(), SeededBugs.all().size() / BUGS);
    List<KillMatrix.Row> rows = KillMatrix.bugs(sample, Checks.all(), 1, 2);
    assertEquals(List.of(), KillTable.committed().differences(KillTable.of(rows)));
    rows.forEach(row -> assertFalse(row.kills().isEmpty(), row.bug() + " survives"));
  }

  @Test
  void aSampleOfTheHonestVariantsIsBlamedByNoCheck() throws InterruptedException {
    List<HonestVariant> sample = every(HonestVariants.all(), HonestVariants.all().size() / HONEST);
    for (KillMatrix.HonestRow row : KillMatrix.honest(sample, Checks.all(), 2, 2)) {
      assertEquals(List.of(), row.findings(), row.variant().name());
      assertTrue(row.judged() > 0);
    }
  }

  @Test
  void theTableHasEveryBugOnceAndOnlyChecksThatThereAre() {
    KillTable table = KillTable.committed();
    assertEquals(SeededBugs.all().size(), table.size());
    assertEquals(
        SeededBugs.all().size(),
        new HashSet<>(SeededBugs.all().stream().map(SeededBug::name).toList()).size());
    assertEquals(table.lines(), KillTable.parse(table.lines()).lines());
  }

  @Test
  void aChangedRowIsTold() {
    KillTable due = KillTable.parse(List.of("a: x y", "b: x"));
    assertEquals(List.of("a", "b"), due.killedBy("x"));
    assertEquals(List.of("b"), due.killedOnlyBy("x"));
    assertEquals(
        List.of("a is killed by [x], and by [x, y] in the table"),
        due.differences(KillTable.parse(List.of("a: x", "b: x"))));
  }

  private static <T> List<T> every(List<T> all, int stride) {
    List<T> sample = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      sample.add(all.get(i));
    }
    return sample;
  }
}
