package org.normaudit.verification.lab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.lab.bugs.KillRecord;
import org.normaudit.verification.lab.bugs.KillTable;

/** Every check has its page, whole; what is made from the code is not written down in it. */
final class CheckPageTest {
  private static final KillTable KILLS = KillRecord.committed().table();

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
  void aReaderIsToldWhatIsAssertedNeededAndKilledBeforeTheSections() {
    KillTable kills =
        new KillTable(
            Map.of("epsilon-outside", List.of("dx", "stop-gradient"), "dx-zero", List.of("dx")));
    CheckPage page = CheckPage.of(Checks.named("stop-gradient"));
    String expected =
        """
        # stop-gradient

        **Asserts** that no gradient flows through r and d.

        **Needs** `dx`.

        **Kills** 1 of 2 seeded bugs, none of them alone:

        - `epsilon-outside`: adds epsilon to the root of the variance instead of the variance

        ## Why it holds
        """;
    assertTrue(page.reading(kills).startsWith(expected), page.reading(kills));
    assertTrue(
        CheckPage.of(Checks.named("dx")).reading(kills).contains("bugs, alone `dx-zero`:\n"));
  }

  @Test
  void noCountIsWrittenDownInAPage() {
    for (Check check : Checks.all()) {
      CheckPage page = CheckPage.of(check);
      assertTrue(page.reading(KILLS).contains("\n**Kills** "), check.name());
      assertFalse(page.text().contains("**Kills**"), check.name());
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
