package org.normaudit.verification.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.bugs.KillTable;
import org.normaudit.verification.check.Check;
import org.normaudit.verification.check.Checks;

/**
 * Every check has its page, whole and up to date. To bring the pages up to date: {@code normaudit
 * explain --write verification/docs/checks}.
 */
final class CheckPageTest {
  private static final KillTable KILLS = KillTable.committed();

  @Test
  void everyCheckHasAPageWithEverySection() {
    for (Check check : Checks.all()) {
      CheckPage page = CheckPage.of(check);
      assertTrue(page.text().startsWith("# " + check.name() + "\n"), check.name());
      for (String section : CheckPage.SECTIONS) {
        assertTrue(page.section(section).isPresent(), check.name() + " lacks '" + section + "'");
      }
    }
  }

  @Test
  void thePartMadeFromTheCodeIsCurrent() {
    for (Check check : Checks.all()) {
      CheckPage page = CheckPage.of(check);
      assertEquals(page.current(KILLS), page.text(), check.name());
    }
  }

  @Test
  void everyCheckKillsABugAloneOrSaysWhyItStays() {
    for (Check check : Checks.all()) {
      boolean alone = !KILLS.killedOnlyBy(check.name()).isEmpty();
      assertEquals(!alone, CheckPage.of(check).whyItStays().isPresent(), check.name());
    }
  }

  @Test
  void noPageIsWithoutItsCheck() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs", "checks"))) {
      TreeSet<String> pages =
          files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
      List<String> due = Checks.all().stream().map(check -> check.name() + ".md").sorted().toList();
      assertEquals(due, List.copyOf(pages));
    }
  }
}
