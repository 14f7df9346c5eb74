package org.normaudit.verification.cli.baseline;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.cli.baseline.Baseline.Audited;
import org.normaudit.verification.cli.baseline.Baseline.Row;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.GradeJson;
import org.normaudit.verification.cli.report.JsonReport;
import org.normaudit.verification.cli.report.ReportReader;
import org.normaudit.verification.lab.grade.Grade;

/** A baseline on disk: small enough, and steady enough in its lines, to be kept with the code. */
public final class BaselineFile {
  private static final String FORM = "normaudit-baseline/1";

  private BaselineFile() {}

  /** Writes the compact form in UTF-8. */
  public static void write(Baseline baseline, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", FORM);
      json.writeNumberField("seed", baseline.seed());
      json.writeNumberField("cases", baseline.cases());
      json.writeArrayFieldStart("subjects");
      for (Audited subject : baseline.subjects()) {
        json.writeStartObject();
        json.writeStringField("name", subject.name());
        json.writeFieldName("conventions");
        json.writeArray(
            subject.conventions().toArray(new String[0]), 0, subject.conventions().size());
        json.writeArrayFieldStart("grades");
        for (Grade grade : subject.grades()) {
          GradeJson.write(grade, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (Row row : subject.rows()) {
          json.writeStartObject();
          json.writeStringField("check", row.check());
          json.writeStringField("layer", row.layer());
          json.writeNumberField("judged", row.judged());
          json.writeStringField("ratio", Double.toString(row.ratio()));
          json.writeFieldName("findings");
          json.writeArray(row.findings().toArray(new String[0]), 0, row.findings().size());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * The baseline in a file: its own compact form, or the JSON report of a former audit.
   *
   * @throws IllegalArgumentException with one sentence if it is neither, or of a part of an audit
   */
  public static Baseline read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "there is no baseline '%s': --update-baseline makes one", file));
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the baseline '%s' is not JSON", file), e);
    }
    String form = json.path("schema").asText();
    if (form.startsWith("normaudit-report/")) {
      return ofWhole(file, ReportReader.read(file));
    }
    if (!form.equals(FORM)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is no baseline: its schema is '%s', not %s or %s",
              file,
              form,
              FORM,
              JsonReport.SCHEMA));
    }
    List<Audited> subjects = new ArrayList<>();
    json.path("subjects").forEach(subject -> subjects.add(subject(subject)));
    return new Baseline(
        json.path("seed").asLong(), json.path("cases").asInt(), List.copyOf(subjects));
  }

  private static Baseline ofWhole(Path file, AuditReport report) {
    if (!report.coverage().shard().isWhole() || report.coverage().isInterrupted()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the baseline '%s' is the report of a part of an audit", file));
    }
    return Baseline.of(report);
  }

  private static Audited subject(JsonNode json) {
    List<String> conventions = new ArrayList<>();
    json.path("conventions").forEach(text -> conventions.add(text.asText()));
    List<Grade> grades = new ArrayList<>();
    json.path("grades").forEach(grade -> grades.add(GradeJson.read(grade)));
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      List<String> findings = new ArrayList<>();
      row.path("findings").forEach(line -> findings.add(line.asText()));
      rows.add(
          new Row(
              row.path("check").asText(),
              row.path("layer").asText(),
              row.path("judged").asInt(),
              Double.parseDouble(row.path("ratio").asText()),
              List.copyOf(findings)));
    }
    return new Audited(json.path("name").asText(), conventions, grades, rows);
  }
}
