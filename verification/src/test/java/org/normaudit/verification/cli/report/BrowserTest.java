package org.normaudit.verification.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/** The report in a browser: opened, filtered, sorted, a finding expanded, nothing complained of. */
final class BrowserTest {
  private static final int MANY = 100_000;

  @TempDir static Path folder;
  private static Optional<Browser> browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder.resolve("profile"));
    assumeTrue(browser.isPresent(), "needs chromium and chromedriver on the path");
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser.isPresent()) {
      browser.get().close();
    }
  }

  private static Browser open(AuditReport report) throws Exception {
    Path page = Files.createTempFile(folder, "report", ".html");
    ReportFile.write(page, out -> new HtmlReport().write(report, "", out));
    browser.get().open(page);
    return browser.get();
  }

  private static String text(Browser page, String css) throws Exception {
    return page.run("return document.querySelector('%s').textContent".formatted(css)).asText();
  }

  private static AuditReport many() {
    AuditReport sample = SampleReport.report();
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      results.add(
          new Result(
              i % 2 == 0 ? "a" : "b",
              "check-" + i % 37,
              "batchnorm training f32 8x4x9 kappa=10 seed=" + i / 74,
              i % 1000 == 7 ? Verdict.WRONG : Verdict.CONFORMS,
              i * 1e-9,
              1e-4,
              "absolute",
              i == 0 ? Double.MAX_VALUE : i % 64 / 8.0,
              "dx[" + i % 288 + "]",
              Double.NaN,
              Double.NaN,
              ""));
    }
    return new AuditReport(
        sample.environments(),
        sample.coverage(),
        sample.subjects(),
        sample.grades(),
        List.of(),
        results,
        List.of(),
        1);
  }

  @Test
  void aReportIsFilteredSortedAndExpanded() throws Exception {
    Browser page = open(many());
    assertEquals("100000 of 100000 results", text(page, "#count"));
    // No limit is set on it here: machines differ. It is a figure to look at.
    System.out.printf(
        "a report of %d results opens in %.2f s%n",
        MANY,
        page.run("return performance.getEntriesByType('navigation')[0].loadEventEnd").asDouble()
            / 1e3);

    page.type("#verdict", "WRONG");
    assertEquals("100 of 100000 results", text(page, "#count"));
    page.click("#results th:nth-child(5) button");
    assertEquals(
        "descending",
        page.run("return document.querySelectorAll('#results th')[4].ariaSort").asText());
    String cells =
        "return [...document.querySelectorAll('#results td:nth-child(5)')].map(c => +c.textContent)";
    double former = Double.POSITIVE_INFINITY;
    for (var cell : page.run(cells)) {
      assertTrue(cell.asDouble() <= former);
      former = cell.asDouble();
    }
    page.click("#results th:nth-child(5) button");
    assertTrue(page.run(cells).get(0).asDouble() < page.run(cells).get(99).asDouble());

    assertFalse(page.run("return document.querySelector('details.finding').open").asBoolean());
    page.click("details.finding summary");
    assertTrue(page.run("return document.querySelector('details.finding').open").asBoolean());
    assertTrue(text(page, "details.finding code").startsWith("normaudit case 'batchnorm"));

    page.click("form.controls button[type=reset]");
    page.click("button.cell[data-check=check-3][data-subject=b]");
    assertEquals("1352 of 100000 results", text(page, "#count"));
    assertEquals("[]", page.console().toString());
  }

  @Test
  void aSearchFindsWhatItNames() throws Exception {
    Browser page = open(many());
    page.type("#search", "DX[287]");
    // The search waits until nothing more is typed: so does this, for as long as it takes.
    while (text(page, "#count").startsWith("100000")) {
      Thread.sleep(20);
    }
    assertEquals("347 of 100000 results", text(page, "#count"));
  }

  @Test
  void hostileTextStaysTextAndNothingIsLoaded() throws Exception {
    Browser page = open(SampleReport.report());
    assertEquals("3 of 3 results", text(page, "#count"));
    assertEquals(2, page.run("return document.querySelectorAll('script').length").asInt());
    assertEquals(
        0,
        page.run(
                "return performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:')).length")
            .asInt());
    assertEquals("[]", page.console().toString());
  }

  @Test
  void everyControlCanBeReachedAndHasAName() throws Exception {
    Browser page = open(SampleReport.report());
    assertEquals(
        "[]",
        page.run(
                """
                return [...document.querySelectorAll("button, input, select, svg[role=img]")]
                  .filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length))
                  .map(e => e.outerHTML)
                """)
            .toString());
    assertEquals(
        "[]",
        page.run(
                "return [...document.querySelectorAll('th')].filter(e => !e.scope).map(e => e.outerHTML)")
            .toString());
  }

  @Test
  void theColoursFollowTheButton() throws Exception {
    Browser page = open(SampleReport.report());
    String back = "return getComputedStyle(document.body).backgroundColor";
    page.click("#theme");
    assertEquals("rgb(255, 255, 255)", page.run(back).asText());
    page.click("#theme");
    assertEquals("rgb(20, 23, 27)", page.run(back).asText());
    assertEquals(
        "Colours: dark", page.run("return document.querySelector('#theme').ariaLabel").asText());
    page.click("#theme");
  }
}
