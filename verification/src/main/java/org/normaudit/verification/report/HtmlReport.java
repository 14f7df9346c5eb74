package org.normaudit.verification.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normaudit.verification.diagnosis.Diagnosis;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.result.Result;

/** The report for people: one file that needs no network. */
public final class HtmlReport {
  private HtmlReport() {}

  /** Writes the report in UTF-8. */
  public static void write(AuditReport report, OutputStream out) throws IOException {
    List<CheckRow> rows = CheckRow.of(report);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("verdict", Html.escape(Wording.verdict(report)));
    parts.put("state", report.findings() == 0 ? "good" : "bad");
    parts.put("environment", environment(report));
    parts.put("notes", notes(report));
    parts.put("matrix", matrix(report, rows));
    parts.put("findings", findings(report));
    parts.put("subjects", subjects(report));
    parts.put("data", data(report));
    String page = template();
    for (Map.Entry<String, String> part : parts.entrySet()) {
      page = page.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    out.write(page.getBytes(StandardCharsets.UTF_8));
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String environment(AuditReport report) {
    Environment e = report.environments().get(0);
    return "<dl><dt>Normaudit</dt><dd>%s</dd><dt>Java</dt><dd>%s</dd><dt>System</dt><dd>%s, %d processors</dd><dt>Seed</dt><dd>%d</dd><dt>Time</dt><dd>%.1f s</dd></dl>"
        .formatted(
            Html.escape(e.version()),
            Html.escape(e.java()),
            Html.escape(e.system()),
            e.processors(),
            report.seed(),
            report.seconds());
  }

  private static String notes(AuditReport report) {
    StringBuilder html = new StringBuilder();
    report
        .notes()
        .forEach(n -> html.append("<p class=note>").append(Html.escape(n)).append("</p>"));
    return html.toString();
  }

  private static String matrix(AuditReport report, List<CheckRow> rows) {
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
        .forEach(s -> layers.forEach(l -> html.append("<th scope=col>").append(l).append("</th>")));
    html.append("</tr></thead><tbody>");
    for (String check : checks) {
      html.append("<tr><th scope=row>").append(check).append("</th>");
      for (AuditReport.SubjectInfo subject : report.subjects()) {
        for (String layer : layers) {
          html.append(cell(byKey.get(subject.name() + "\n" + layer + "\n" + check)));
        }
      }
      html.append("</tr>");
    }
    return html.append("</tbody>").toString();
  }

  // A sign and a word as well as a colour: nobody has to tell colours apart.
  private static String cell(CheckRow row) {
    if (row == null) {
      return "<td class=none>&nbsp;</td>";
    }
    if (row.judged() == 0) {
      return "<td class=skip title=\"%s\">– skipped</td>".formatted(Html.escape(row.firstSkip()));
    }
    if (row.findings().isEmpty()) {
      return "<td class=good title=\"%d cases; worst: %s\">✓ %s</td>"
          .formatted(row.judged(), Html.escape(row.worst().caseLine()), row.ratio());
    }
    return "<td class=bad title=\"worst: %s\">✗ %d of %d</td>"
        .formatted(Html.escape(row.worst().caseLine()), row.findings().size(), row.judged());
  }

  private static String findings(AuditReport report) {
    Map<String, List<Result>> groups = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.verdict().isFinding()) {
        groups
            .computeIfAbsent(
                result.verdict() + ": " + result.subject() + ", " + result.check(),
                key -> new ArrayList<>())
            .add(result);
      }
    }
    if (groups.isEmpty()) {
      return "<p>None.</p>";
    }
    StringBuilder html = new StringBuilder(diagnoses(report));
    groups.forEach(
        (title, results) -> {
          Result first = results.get(0);
          html.append("<details class=finding><summary>")
              .append(Html.escape(title))
              .append(" (")
              .append(results.size())
              .append(")</summary><p>")
              .append(Html.escape(Wording.detail(first)))
              .append("</p><p><code>")
              .append(Html.escape(Wording.reproduction(first)))
              .append("</code> <button type=button class=copy>copy</button></p></details>");
        });
    return html.toString();
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

  private static String subjects(AuditReport report) {
    StringBuilder html = new StringBuilder();
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      html.append("<section><h3>").append(Html.escape(subject.name())).append("</h3><p>Ran on ");
      html.append(Html.escape(subject.ranOn())).append(".</p>");
      if (!subject.conventions().isEmpty()) {
        html.append("<ul>");
        subject
            .conventions()
            .forEach(c -> html.append("<li>").append(Html.escape(c)).append("</li>"));
        html.append("</ul>");
      }
      for (Grade grade : report.grades()) {
        if (grade.subject().equals(subject.name())) {
          html.append("<p>Grade: <strong>").append(Html.escape(grade.text())).append("</strong>, ");
          html.append(Html.escape(grade.note())).append(".</p><figure>");
          html.append(Charts.ladder(grade)).append("</figure>");
        }
      }
      html.append("<figure>").append(Charts.errors(subject.name(), report.results()));
      html.append("</figure></section>");
    }
    return html.toString();
  }

  // Subjects, checks and notes repeat: they are named once and numbered in the rows.
  private static String data(AuditReport report) throws IOException {
    StringWriter text = new StringWriter();
    Map<String, Integer> names = new LinkedHashMap<>();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("rows");
      for (Result r : report.results()) {
        json.writeStartArray();
        for (String word : List.of(r.subject(), r.check(), r.verdict().name(), r.note())) {
          json.writeNumber(names.computeIfAbsent(word, key -> names.size()));
        }
        json.writeString(r.caseLine());
        json.writeString(r.where());
        json.writeNumber(Double.isFinite(r.ratio()) ? (double) (float) r.ratio() : 1e300);
        json.writeNumber(Double.isFinite(r.ulp()) ? (double) (float) r.ulp() : -1);
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("names");
      for (String name : names.keySet()) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    // No text of a subject's may end the script element.
    return text.toString().replace("<", "\\u003c");
  }
}
