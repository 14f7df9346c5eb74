package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.core.result.Result;

/**
 * The findings as workflow commands that GitHub Actions shows as annotations: one for each subject
 * and check, since it shows ten of a step at most.
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
    Map<List<String>, List<Result>> groups = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.verdict().isFinding()) {
        groups
            .computeIfAbsent(List.of(result.subject(), result.check()), key -> new ArrayList<>())
            .add(result);
      }
    }
    groups.forEach(
        (key, results) -> {
          String count = Wording.count(results.size(), "finding");
          String title = String.format(Locale.ROOT, "%s, %s: %s", key.get(0), key.get(1), count);
          String file = source.isEmpty() ? "" : "file=" + property(source) + ",";
          lines.add(
              String.format(
                  Locale.ROOT,
                  "::error %stitle=%s::%s",
                  file,
                  property(title),
                  data(Wording.finding(results.get(0)))));
        });
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
