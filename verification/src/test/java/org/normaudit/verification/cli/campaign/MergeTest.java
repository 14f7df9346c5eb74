package org.normaudit.verification.cli.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.Coverage;
import org.normaudit.verification.cli.report.ReportForm;
import org.normaudit.verification.cli.report.ReportForms;
import org.normaudit.verification.core.cases.Shard;

/** Shards, merged, are the whole. */
final class MergeTest {
  private static AuditReport whole;
  private static List<AuditReport> shards;

  @BeforeAll
  static void audit() throws InterruptedException {
    whole = SmallCampaign.run(SmallCampaign.of(1, Shard.WHOLE));
    shards = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      shards.add(SmallCampaign.run(SmallCampaign.of(1, new Shard(i, 3))));
    }
  }

  private static AuditReport timeless(AuditReport report) {
    return new AuditReport(
        report.environments(),
        report.coverage(),
        report.subjects(),
        report.grades(),
        report.diagnoses(),
        report.results(),
        report.notes(),
        0);
  }

  private static AuditReport covering(AuditReport report, Coverage coverage) {
    return new AuditReport(
        report.environments(),
        coverage,
        report.subjects(),
        report.grades(),
        report.diagnoses(),
        report.results(),
        report.notes(),
        report.seconds());
  }

  private static byte[] bytes(ReportForm form, AuditReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    form.write(timeless(report), "layer.py", out);
    return out.toByteArray();
  }

  @Test
  void everyFormOfTheMergedReportIsThatOfTheWholeToTheByte() throws IOException {
    AuditReport merged = Merge.of(List.of(shards.get(2), shards.get(0), shards.get(1)));
    for (ReportForm form : ReportForms.all()) {
      assertArrayEquals(bytes(form, whole), bytes(form, merged), form.option());
    }
    assertEquals(shards.stream().mapToDouble(AuditReport::seconds).sum(), merged.seconds(), 0);
  }

  @Test
  void aWholeReportMergedIsItself() {
    assertEquals(timeless(whole), timeless(Merge.of(List.of(whole))));
  }

  private static void refused(String message, AuditReport... parts) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Merge.of(List.of(parts))).getMessage());
  }

  @Test
  void partsThatAreNotOneAuditAreRefused() throws InterruptedException {
    AuditReport first = shards.get(0);
    AuditReport second = shards.get(1);
    AuditReport third = shards.get(2);
    refused("shard 2/3 is missing", first, third);
    refused("shard 2/3 is given twice", first, second, third, second);
    refused("the reports are of 3 and of 1 shards: they are not parts of one audit", first, whole);
    AuditReport other = SmallCampaign.run(SmallCampaign.of(2, new Shard(3, 3)));
    refused("shards 1/3 and 3/3 differ in the seeds: 1 and 2", first, second, other);
    Coverage c = second.coverage();
    AuditReport half =
        covering(
            second,
            new Coverage(c.seed(), c.digest(), c.shard(), c.planned(), c.cases().subList(0, 5)));
    refused(
        "shard 2/3 was interrupted after 5 of %d cases: --resume finishes it"
            .formatted(c.planned()),
        first,
        half,
        third);
    AuditReport foreign =
        covering(second, new Coverage(c.seed(), "f".repeat(64), c.shard(), c.planned(), c.cases()));
    refused(
        String.format(
            Locale.ROOT,
            "shards 1/3 and 2/3 differ in the cases or checks: %s and %s",
            c.digest(),
            "f".repeat(64)),
        first,
        foreign,
        third);
  }
}
