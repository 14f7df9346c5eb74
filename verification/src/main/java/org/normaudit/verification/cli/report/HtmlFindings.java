package org.normaudit.verification.cli.report;

import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The report's findings: one entry a cause, with its diagnosis and the checks that found it. */
final class HtmlFindings {
  private static final int SHOWN_CASES = 10;

  private HtmlFindings() {}

  static String of(AuditReport report) {
    List<FindingGroup> groups = FindingGroup.of(report);
    if (groups.isEmpty()) {
      return "<p>None.</p>";
    }
    StringBuilder html = new StringBuilder();
    Reproduction reproduction = Reproduction.of(report);
    groups.forEach(group -> html.append(group(group, reproduction)));
    return html.toString();
  }

  private static String group(FindingGroup group, Reproduction reproduction) {
    Result smallest = group.smallest();
    StringBuilder html =
        new StringBuilder("<details class=finding><summary><b>✗ ")
            .append(group.verdict())
            .append("</b> ")
            .append(Html.escape(group.subject() + ", " + group.layer()))
            .append(" <span class=quiet>")
            .append(Wording.count(group.results().size(), "finding"))
            .append("</span></summary>");
    group.diagnosis().ifPresent(diagnosis -> html.append(diagnosis(diagnosis)));
    html.append("<p>Smallest case, ")
        .append(Html.escape(smallest.check()))
        .append(": ")
        .append(Html.escape(Wording.detail(smallest)))
        .append("</p>")
        .append(command(smallest, reproduction));
    group.checks().forEach((check, count) -> html.append(check(group, check, count, reproduction)));
    return html.append("</details>").toString();
  }

  private static String check(
      FindingGroup group, String check, int count, Reproduction reproduction) {
    List<Result> results =
        group.results().stream().filter(result -> result.check().equals(check)).toList();
    StringBuilder html =
        new StringBuilder("<p><b>")
            .append(Html.escape(check))
            .append("</b>, ")
            .append(Wording.count(count, "finding"))
            .append(", asserts: ")
            .append(Html.escape(asserts(check)))
            .append("</p><ul>");
    for (Result result : results.subList(0, Math.min(SHOWN_CASES, results.size()))) {
      html.append("<li>").append(Html.escape(Wording.detail(result)));
      html.append(command(result, reproduction)).append("</li>");
    }
    if (results.size() > SHOWN_CASES) {
      html.append(
          String.format(
              Locale.ROOT,
              "<li>and %d more, in the table below</li>",
              results.size() - SHOWN_CASES));
    }
    return html.append("</ul>").toString();
  }

  /** The line that shows a result again, with a button that copies it. */
  static String command(Result result, Reproduction reproduction) {
    return String.format(
        Locale.ROOT,
        "<p class=line><code>%s</code> <button type=button class=copy>copy</button></p>",
        Html.escape(reproduction.of(result)));
  }

  // A report may come from a version with other checks.
  private static String asserts(String name) {
    return Checks.all().stream()
        .filter(check -> check.name().equals(name))
        .map(Check::asserts)
        .findFirst()
        .orElse(name);
  }

  private static String diagnosis(Diagnosis diagnosis) {
    StringBuilder html =
        new StringBuilder("<div class=diagnosis><p><strong>Diagnosis.</strong> ")
            .append(Html.escape(Wording.diagnosis(diagnosis)))
            .append("</p><ul>");
    diagnosis.known().forEach(k -> html.append("<li>").append(Html.escape(k)).append("</li>"));
    return html.append("</ul></div>").toString();
  }
}
