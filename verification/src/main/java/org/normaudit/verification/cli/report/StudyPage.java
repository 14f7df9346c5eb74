package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.lab.study.Finding;
import org.normaudit.verification.lab.study.Outcome;
import org.normaudit.verification.lab.study.Study;
import org.normaudit.verification.lab.study.Table;

/** The studies as one HTML page that needs no network. */
public final class StudyPage {
  private StudyPage() {}

  /** Writes the page in UTF-8. */
  public static void write(Map<Study, Outcome> outcomes, long seed, OutputStream out)
      throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Normaudit studies</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: auto; padding: 1rem; }
            table { border-collapse: collapse; }
            td, th { padding: .2rem .6rem; text-align: left; border-bottom: 1px solid #8888; }
            td { vertical-align: top; font-variant-numeric: tabular-nums; }
            td:nth-child(2), td:nth-child(3), td:last-child { white-space: nowrap; }
            figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; }
            .fails { font-weight: bold; color: #d55e00; }
            </style></head><body>
            <h1>Normaudit studies</h1>
            """);
    long held = outcomes.values().stream().filter(Outcome::holds).count();
    page.append(
        String.format(
            Locale.ROOT, "<p>%d of %d claims hold. Seed %d.</p>", held, outcomes.size(), seed));
    outcomes.forEach((study, outcome) -> section(page, study, outcome));
    page.append("</body></html>\n");
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void section(StringBuilder page, Study study, Outcome outcome) {
    page.append(
        String.format(
            Locale.ROOT,
            "<section id=\"%1$s\"><h2>%1$s</h2><p>%2$s.</p>",
            Html.escape(study.name()),
            Html.escape(study.claim())));
    page.append(
        String.format(
            Locale.ROOT,
            "<p>Source: %s. It would be refuted by %s.</p>",
            Html.escape(study.source()),
            Html.escape(study.refutedBy())));
    page.append("<table><thead><tr><th scope=col>number</th><th scope=col>measured</th>");
    page.append("<th scope=col>expected</th><th scope=col>allowed</th><th scope=col></th></tr>");
    page.append("</thead><tbody>");
    for (Finding f : outcome.findings()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%.6g</td><td>%s&nbsp;%.6g</td><td>%.2g (%s)</td><td%s</td></tr>",
              Html.escape(f.what()),
              f.measured(),
              Html.escape(f.relation().sign()),
              f.expected(),
              f.allowed(),
              Html.escape(f.why()),
              f.holds() ? ">✓ holds" : " class=fails>✗ fails"));
    }
    page.append("</tbody></table>");
    outcome.tables().forEach(table -> table(page, table));
    outcome
        .plots()
        .forEach(plot -> page.append("<figure>").append(Charts.curves(plot)).append("</figure>"));
    page.append("</section>");
  }

  private static void table(StringBuilder page, Table table) {
    page.append("<p></p><table><thead><tr>");
    table
        .columns()
        .forEach(
            column -> page.append("<th scope=col>").append(Html.escape(column)).append("</th>"));
    page.append("</tr></thead><tbody>");
    for (List<String> row : table.rows()) {
      page.append("<tr>");
      row.forEach(cell -> page.append("<td>").append(Html.escape(cell)).append("</td>"));
      page.append("</tr>");
    }
    page.append("</tbody></table>");
  }
}
