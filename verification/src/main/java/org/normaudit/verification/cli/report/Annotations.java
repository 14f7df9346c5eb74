package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The findings as workflow commands that GitHub Actions shows as annotations: one for each cause,
 * since it shows ten of a step at most.
 */
public final class Annotations implements ReportForm {
  @Override
  public String option() {
    return "--annotations";
  }

  @Override
  public String help() {
    return "Prints the findings as annotations of GitHub Actions.";
  }

  @Override
  public boolean isFile() {
    return false;
  }

  @Override
  public boolean pointsToSource() {
    return true;
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    for (String line : lines(report, source)) {
      out.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> lines(AuditReport report, String source) {
    List<String> lines = new ArrayList<>();
    Reproduction reproduction = Reproduction.of(report);
    for (FindingGroup group : FindingGroup.of(report)) {
      String count = Wording.count(group.results().size(), "finding");
      String title =
          String.format(Locale.ROOT, "%s, %s: %s", group.subject(), group.layer(), count);
      String file = source.isEmpty() ? "" : "file=" + property(source) + ",";
      lines.add(
          String.format(
              Locale.ROOT,
              "::error %stitle=%s::%s",
              file,
              property(title),
              data(Wording.text(group, reproduction))));
    }
    if (!report.unjudged().isEmpty()) {
      lines.add("::error::" + data(Wording.verdict(report)));
    }
    if (report.coverage().isInterrupted()) {
      lines.add("::warning::" + data(Wording.verdict(report)));
    }
    return lines;
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
