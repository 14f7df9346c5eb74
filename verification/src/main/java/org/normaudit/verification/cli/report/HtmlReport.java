package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.core.result.Result;

/** The report for people: one file that needs no network. */
public final class HtmlReport implements ReportForm {
  @Override
  public String option() {
    return "--html";
  }

  @Override
  public String help() {
    return "Writes the report as one HTML page that needs no network.";
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    List<CheckRow> rows = CheckRow.of(report);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("style", resource("report.css"));
    parts.put("script", resource("report.js"));
    parts.put("verdict", Html.escape(Wording.verdict(report)));
    boolean good = report.isGood();
    parts.put("state", good ? "good" : "bad");
    parts.put("sign", good ? "✓" : "✗");
    parts.put("notes", notes(report));
    parts.put("matrix", HtmlMatrix.of(report, rows));
    parts.put("findings", HtmlFindings.of(report));
    parts.put("subjects", HtmlSubjects.of(report, rows));
    parts.put("environment", environment(report));
    parts.put("data", data(report));
    // Pieces are put in one after the other, never into each other: what a subject calls itself
    // may look like the place of another piece.
    StringBuilder page = new StringBuilder();
    String rest = resource("report.html");
    for (int open = rest.indexOf("{{"); open >= 0; open = rest.indexOf("{{")) {
      int close = rest.indexOf("}}", open);
      page.append(rest, 0, open).append(parts.get(rest.substring(open + 2, close)));
      rest = rest.substring(close + 2);
    }
    out.write(page.append(rest).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String environment(AuditReport report) {
    StringBuilder html = new StringBuilder();
    for (Environment e : report.environments()) {
      html.append(
          String.format(
              Locale.ROOT,
              "<dl><dt>Normaudit</dt><dd>%s</dd><dt>Java</dt><dd>%s</dd><dt>System</dt><dd>%s, %d processors</dd></dl>",
              Html.escape(e.version()),
              Html.escape(e.java()),
              Html.escape(e.system()),
              e.processors()));
    }
    html.append("<dl>");
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      html.append("<dt>").append(Html.escape(subject.name())).append("</dt><dd>");
      html.append(Html.escape(subject.ranOn())).append("</dd>");
    }
    return html.append(
            String.format(
                Locale.ROOT,
                "<dt>Seed</dt><dd>%d</dd><dt>Digest</dt><dd class=hash>%s</dd><dt>Time</dt><dd>%.1f s</dd></dl>",
                report.seed(),
                report.coverage().digest(),
                report.seconds()))
        .toString();
  }

  private static String notes(AuditReport report) {
    StringBuilder html = new StringBuilder();
    report
        .notes()
        .forEach(n -> html.append("<p class=note>").append(Html.escape(n)).append("</p>"));
    return html.toString();
  }

  // Seven digits are enough to sort by and to look at. JSON has no infinity and no NaN: the page
  // takes 1e300 and -1 for them.
  private static String figure(double value) {
    float figure = (float) value;
    if (Float.isNaN(figure)) {
      return "-1";
    }
    return Float.isInfinite(figure) ? "1e300" : Float.toString(figure);
  }

  // Texts repeat: they are named once and numbered in the rows.
  private static String data(AuditReport report) throws IOException {
    StringWriter text = new StringWriter();
    Map<String, Integer> names = new LinkedHashMap<>();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("rows");
      for (Result r : report.results()) {
        json.writeStartArray();
        String layer = r.caseLine().substring(0, r.caseLine().indexOf(' '));
        for (String word :
            List.of(
                r.subject(),
                r.check(),
                layer,
                r.verdict().name(),
                r.where(),
                r.caseLine(),
                r.note())) {
          json.writeNumber(names.computeIfAbsent(word, key -> names.size()));
        }
        json.writeNumber(figure(r.ratio()));
        json.writeNumber(figure(r.ulp()));
        json.writeEndArray();
      }
      json.writeEndArray();
      StringsJson.write("names", names.keySet(), json);
      json.writeEndObject();
    }
    // No text of a subject's may end the script element.
    return text.toString().replace("<", "\\u003c");
  }
}
