package org.normaudit.verification.cli.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The report's matrix: checks down, subjects and their layers across. */
final class HtmlMatrix {
  private HtmlMatrix() {}

  /** The head and the body of the table. */
  static String of(AuditReport report, List<CheckRow> rows) {
    Set<String> checks = new LinkedHashSet<>();
    Set<String> layers = new LinkedHashSet<>();
    Map<String, CheckRow> byKey = new LinkedHashMap<>();
    for (CheckRow row : rows) {
      checks.add(row.check);
      layers.add(row.layer);
      byKey.put(row.subject + "\n" + row.layer + "\n" + row.check, row);
    }
    StringBuilder html = new StringBuilder("<thead><tr><th scope=col rowspan=2>check</th>");
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      html.append("<th scope=colgroup colspan=").append(layers.size()).append('>');
      html.append(Html.escape(subject.name())).append("</th>");
    }
    html.append("</tr><tr>");
    report
        .subjects()
        .forEach(
            s ->
                layers.forEach(
                    l -> html.append("<th scope=col>").append(Html.escape(l)).append("</th>")));
    html.append("</tr></thead><tbody>");
    for (String check : checks) {
      html.append("<tr><th scope=row>").append(Html.escape(check)).append("</th>");
      for (AuditReport.SubjectInfo subject : report.subjects()) {
        for (String layer : layers) {
          html.append(cell(byKey.get(subject.name() + "\n" + layer + "\n" + check)));
        }
      }
      html.append("</tr>");
    }
    return html.append("</tbody>").toString();
  }

  // A sign and a word as well as a colour: the table is readable without colours.
  private static String cell(CheckRow row) {
    if (row == null) {
      return "<td class=none>&nbsp;</td>";
    }
    if (row.judged() == 0) {
      return String.format(
          Locale.ROOT, "<td class=skip title=\"%s\">– skipped</td>", Html.escape(row.firstSkip()));
    }
    boolean good = row.findings().isEmpty();
    return String.format(
        Locale.ROOT,
        "<td class=%s><button type=button class=cell data-subject=\"%s\" data-check=\"%s\" data-layer=\"%s\" title=\"%d cases; worst: %s\">%s</button></td>",
        good ? "good" : "bad",
        Html.escape(row.subject),
        Html.escape(row.check),
        Html.escape(row.layer),
        row.judged(),
        Html.escape(row.worst().caseLine()),
        good
            ? "✓ " + row.ratio()
            : String.format(Locale.ROOT, "✗ %d of %d", row.findings().size(), row.judged()));
  }
}
