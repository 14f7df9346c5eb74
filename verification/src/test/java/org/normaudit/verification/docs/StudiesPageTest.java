package org.normaudit.verification.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.cli.report.StudyPage;
import org.normaudit.verification.cli.report.StudyText;
import org.normaudit.verification.lab.study.Finding;
import org.normaudit.verification.lab.study.Outcome;
import org.normaudit.verification.lab.study.Studies;
import org.normaudit.verification.lab.study.Study;

/** Every study holds, and the page about them has the numbers of the run. */
final class StudiesPageTest {
  private static final long SEED = 1;

  @Test
  void everyClaimHoldsAndThePageSaysSo() throws IOException {
    Map<Study, Outcome> outcomes = new LinkedHashMap<>();
    for (Study study : Studies.all()) {
      AtomicInteger done = new AtomicInteger();
      Outcome outcome = study.run(SEED, done::incrementAndGet);
      assertEquals(study.work(), done.get(), "parts of the work of " + study.name());
      assertFalse(outcome.plots().isEmpty(), study.name());
      outcomes.put(study, outcome);
    }
    assertAll(
        outcomes.values().stream()
            .flatMap(outcome -> outcome.findings().stream())
            .map(finding -> () -> holds(finding)));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    StudyText.write(outcomes, SEED, page);
    assertEquals(
        Files.readString(Path.of("docs", "studies.md")),
        page.toString(StandardCharsets.UTF_8),
        "docs/studies.md: write it anew by 'normaudit study --markdown'");
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    StudyPage.write(outcomes, SEED, html);
    String text = html.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("10 of 10 claims hold"), text);
    assertEquals(
        outcomes.values().stream().mapToInt(outcome -> outcome.plots().size()).sum(),
        text.split("<svg", -1).length - 1,
        "plots");
  }

  private static void holds(Finding finding) {
    assertTrue(finding.holds(), finding::toString);
  }
}
