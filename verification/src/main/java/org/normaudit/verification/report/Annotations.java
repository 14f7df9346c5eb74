package org.normaudit.verification.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.normaudit.verification.result.Result;

/**
 * The findings as workflow commands that GitHub Actions shows as annotations: one for each subject
 * and check, since it shows ten of a step at most.
 */
public final class Annotations {
  private Annotations() {}

  /**
   * Prints them.
   *
   * @param source the file that the findings are about; empty if none is known
   * @param out takes one line at a time
   */
  public static void print(AuditReport report, String source, Consumer<String> out) {
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
          String title = "%s, %s: %d findings".formatted(key.get(0), key.get(1), results.size());
          String file = source.isEmpty() ? "" : "file=" + property(source) + ",";
          out.accept(
              "::error %stitle=%s::%s"
                  .formatted(file, property(title), data(Wording.finding(results.get(0)))));
        });
    if (report.coverage().isInterrupted()) {
      out.accept("::warning::" + data(Wording.verdict(report)));
    }
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
