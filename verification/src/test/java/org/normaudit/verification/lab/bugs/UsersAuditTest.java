package org.normaudit.verification.lab.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.io.vectors.CaseSources;

/** The way that a user takes finds the bugs and blames nobody. */
class UsersAuditTest {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private static <T> List<T> every(List<T> all, int stride) {
    return IntStream.range(0, all.size()).filter(i -> i % stride == 0).mapToObj(all::get).toList();
  }

  @Test
  void everyBugOfASampleIsFound() throws InterruptedException {
    List<SeededBug> bugs = every(SeededBugs.all(), Thorough.stride(12));
    for (UsersAudit.Row row : UsersAudit.bugs(bugs, 3, CaseSources::input, THREADS)) {
      assertFalse(row.findings().isEmpty(), row.name());
    }
  }

  @Test
  void whatIsHonestWithoutAnOptionNeedsIt() throws InterruptedException {
    List<SeededBug> bugs =
        List.of(
            SeededBugs.named("epsilon-outside"),
            SeededBugs.named("order-of-sums-varies"),
            SeededBugs.named("epsilon-as-floor"));
    Map<String, UsersAudit.Row> rows =
        UsersAudit.bugs(bugs, 1, CaseSources::input, THREADS).stream()
            .collect(Collectors.toMap(UsersAudit.Row::name, Function.identity()));
    assertEquals("--convention paper", rows.get("epsilon-outside").demanded());
    assertEquals("--contract run-to-run", rows.get("order-of-sums-varies").demanded());
    assertEquals("", rows.get("epsilon-as-floor").demanded());
    rows.values().forEach(row -> assertFalse(row.findings().isEmpty(), row.name()));
  }

  @Test
  void aSampleOfTheHonestVariantsIsNotBlamed() throws InterruptedException {
    List<HonestVariant> variants = every(HonestVariants.all(), Thorough.stride(24));
    for (UsersAudit.Row row : UsersAudit.honest(variants, 3, CaseSources::input, THREADS)) {
      assertEquals(List.of(), row.findings(), row.name());
      assertTrue(row.judged() > 0, row.name());
    }
  }
}
