package org.normaudit.verification.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The report's findings: the diagnoses first, then one entry a subject, check and verdict. */
final class HtmlFindings {
  private static final int SHOWN_CASES = 10;

  private HtmlFindings() {}

  static String of(AuditReport report) {
    Map<List<String>, List<Result>> groups = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.verdict().isFinding()) {
        groups
            .computeIfAbsent(
                List.of(result.verdict().name(), result.subject(), result.check()),
                key -> new ArrayList<>())
            .add(result);
      }
    }
    if (groups.isEmpty()) {
      return "<p>None.</p>";
    }
    StringBuilder html = new StringBuilder(diagnoses(report));
    groups.forEach((key, results) -> html.append(group(key, results)));
    return html.toString();
  }

  private static String group(List<String> key, List<Result> results) {
    Result worst = results.get(0);
    for (Result result : results) {
      worst = result.ratio() > worst.ratio() ? result : worst;
    }
    StringBuilder html =
        new StringBuilder("<details class=finding><summary><b>✗ ")
            .append(key.get(0))
            .append("</b> ")
            .append(Html.escape(key.get(1) + ", " + key.get(2)))
            .append(" <span class=quiet>")
            .append(results.size() == 1 ? "1 case" : results.size() + " cases")
            .append("</span></summary><p>The check asserts: ")
            .append(Html.escape(asserts(key.get(2))))
            .append("</p><p>Worst: ")
            .append(Html.escape(Wording.detail(worst)))
            .append("</p>")
            .append(command(worst));
    List<Result> others = new ArrayList<>(results);
    others.remove(worst);
    if (!others.isEmpty()) {
      html.append("<p>Others:</p><ul>");
      for (Result other : others.subList(0, Math.min(SHOWN_CASES, others.size()))) {
        html.append("<li>").append(Html.escape(Wording.detail(other)));
        html.append(command(other)).append("</li>");
      }
      if (others.size() > SHOWN_CASES) {
        html.append(
            String.format(
                Locale.ROOT,
                "<li>and %d more, in the table below</li>",
                others.size() - SHOWN_CASES));
      }
      html.append("</ul>");
    }
    return html.append("</details>").toString();
  }

  /** The line that shows a result again, with a button that copies it. */
  static String command(Result result) {
    return String.format(
        Locale.ROOT,
        "<p class=line><code>%s</code> <button type=button class=copy>copy</button></p>",
        Html.escape(Wording.reproduction(result)));
  }

  // A report may come from a version with other checks.
  private static String asserts(String name) {
    return Checks.all().stream()
        .filter(check -> check.name().equals(name))
        .map(Check::asserts)
        .findFirst()
        .orElse(name);
  }

  private static String diagnoses(AuditReport report) {
    StringBuilder html = new StringBuilder();
    for (Diagnosis diagnosis : report.diagnoses()) {
      html.append("<div class=diagnosis><p><strong>Diagnosis.</strong> ")
          .append(Html.escape(Wording.diagnosis(diagnosis)))
          .append("</p><ul>");
      diagnosis.known().forEach(k -> html.append("<li>").append(Html.escape(k)).append("</li>"));
      html.append("</ul></div>");
    }
    return html.toString();
  }
}
