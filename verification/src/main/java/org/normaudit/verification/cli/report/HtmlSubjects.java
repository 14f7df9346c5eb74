package org.normaudit.verification.cli.report;

import java.util.List;
import org.normaudit.verification.lab.grade.Grade;

/** What the report says of each subject: where it ran, conventions, grades, plots, worst cases. */
final class HtmlSubjects {
  private HtmlSubjects() {}

  static String of(AuditReport report, List<CheckRow> rows) {
    Reproduction reproduction = Reproduction.of(report);
    StringBuilder html = new StringBuilder();
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      html.append("<section class=subject><h3>").append(Html.escape(subject.name()));
      html.append("</h3><p>Ran on ").append(Html.escape(subject.ranOn())).append(".</p>");
      if (!subject.conventions().isEmpty()) {
        html.append("<p>Conventions:</p><ul>");
        subject
            .conventions()
            .forEach(c -> html.append("<li>").append(Html.escape(c)).append("</li>"));
        html.append("</ul>");
      }
      html.append("<p>Judged:</p><ul>");
      Judged.of(report).stream()
          .filter(judged -> judged.subject().equals(subject.name()))
          .map(judged -> judged.layer() + ": " + judged.text())
          .forEach(text -> html.append("<li>").append(Html.escape(text)).append("</li>"));
      html.append("</ul><div class=plots>");
      for (Grade grade : report.grades()) {
        if (grade.subject().equals(subject.name())) {
          html.append("<figure><figcaption>Grade: <strong>").append(Html.escape(grade.text()));
          html.append("</strong>, ").append(Html.escape(grade.note())).append("</figcaption>");
          html.append(LadderPlot.of(grade)).append("</figure>");
        }
      }
      html.append("<figure><figcaption>Errors of all results</figcaption>");
      html.append(UlpHistogram.of(subject.name(), report.results()));
      html.append("</figure></div>")
          .append(worst(subject.name(), rows, reproduction))
          .append("</section>");
    }
    return html.toString();
  }

  private static String worst(String subject, List<CheckRow> rows, Reproduction reproduction) {
    StringBuilder html =
        new StringBuilder("<details><summary>Worst case of each check</summary>")
            .append("<div class=wide tabindex=0 role=region aria-label=\"Worst cases of ")
            .append(Html.escape(subject))
            .append("\"><table><thead><tr>");
    for (String title :
        new String[] {"check", "layer", "cases", "skipped", "error ulp", "of bound", "command"}) {
      html.append("<th scope=col>").append(title).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (CheckRow row : rows) {
      if (row.subject.equals(subject)) {
        html.append("<tr><th scope=row>").append(Html.escape(row.check)).append("</th>");
        cell(html, row.layer);
        cell(html, Integer.toString(row.judged()));
        cell(html, Integer.toString(row.skipped()));
        cell(html, row.ulp());
        cell(html, row.ratio());
        html.append("<td class=case>");
        html.append(
            row.worst() == null
                ? Html.escape(row.firstSkip())
                : HtmlFindings.command(row.worst(), reproduction));
        html.append("</td></tr>");
      }
    }
    return html.append("</tbody></table></div></details>").toString();
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td>").append(Html.escape(text)).append("</td>");
  }
}
