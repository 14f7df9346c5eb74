package org.normaudit.verification.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import org.normaudit.verification.diagnosis.Diagnosis;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.result.Result;

/** The report for programs: {@code summary} first, then {@code results}. */
public final class JsonReport {
  /** The form's name and version. */
  public static final String SCHEMA = "normaudit-report/1";

  private JsonReport() {}

  /** Writes the report in UTF-8. */
  public static void write(AuditReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      summary(report, json);
      environment(report, json);
      subjects(report, json);
      grades(report, json);
      diagnoses(report, json);
      json.writeArrayFieldStart("notes");
      for (String note : report.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("results");
      for (Result result : report.results()) {
        result(result, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void summary(AuditReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("subjects", report.subjects().size());
    json.writeNumberField("cases", report.cases());
    json.writeNumberField("checks", report.checks());
    json.writeNumberField("results", report.results().size());
    json.writeNumberField("findings", report.findings());
    json.writeNumberField("skipped", report.skipped());
    json.writeNumberField("seed", report.seed());
    json.writeNumberField("seconds", report.seconds());
    json.writeEndObject();
  }

  private static void environment(AuditReport report, JsonGenerator json) throws IOException {
    Environment environment = report.environment();
    json.writeObjectFieldStart("environment");
    json.writeStringField("normaudit", environment.version());
    json.writeStringField("java", environment.java());
    json.writeStringField("system", environment.system());
    json.writeNumberField("processors", environment.processors());
    json.writeEndObject();
  }

  private static void subjects(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("subjects");
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      json.writeStartObject();
      json.writeStringField("name", subject.name());
      json.writeStringField("ran_on", subject.ranOn());
      json.writeArrayFieldStart("conventions");
      for (String convention : subject.conventions()) {
        json.writeString(convention);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void grades(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("grades");
    for (Grade grade : report.grades()) {
      json.writeStartObject();
      json.writeStringField("subject", grade.subject());
      json.writeStringField("dtype", grade.dtype().label());
      json.writeStringField("class", grade.algorithm().label());
      json.writeStringField("grade", grade.text());
      json.writeStringField("note", grade.note());
      json.writeArrayFieldStart("ladder");
      for (Grade.Rung rung : grade.ladder()) {
        json.writeStartObject();
        json.writeNumberField("kappa", rung.kappa());
        json.writeNumberField("digits", rung.digits());
        json.writeNumberField("promised", rung.promised());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void diagnoses(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("diagnoses");
    for (Diagnosis diagnosis : report.diagnoses()) {
      json.writeStartObject();
      json.writeStringField("subject", diagnosis.subject());
      json.writeStringField("layer", diagnosis.layer().label());
      json.writeStringField("dtype", diagnosis.dtype().label());
      json.writeStringField("diagnosis", diagnosis.sentence());
      json.writeArrayFieldStart("causes");
      for (Diagnosis.Cause cause : diagnosis.causes()) {
        json.writeStartObject();
        json.writeFieldName("bugs");
        json.writeArray(cause.bugs().toArray(new String[0]), 0, cause.bugs().size());
        json.writeStringField("effect", cause.effect());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeFieldName("known");
      json.writeArray(diagnosis.known().toArray(new String[0]), 0, diagnosis.known().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void result(Result result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", result.subject());
    json.writeStringField("check", result.check());
    json.writeStringField("case", result.caseLine());
    json.writeStringField("verdict", result.verdict().name());
    number(json, "observed", result.observed());
    number(json, "allowed", result.allowed());
    json.writeStringField("unit", result.unit());
    number(json, "ulp", result.ulp());
    json.writeStringField("where", result.where());
    if (!result.note().isEmpty()) {
      json.writeStringField("note", result.note());
    }
    json.writeEndObject();
  }

  // JSON has no NaN and no infinity: they are written as the strings that Java reads back.
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else if (!Double.isNaN(value)) {
      json.writeStringField(name, Double.toString(value));
    }
  }
}
