package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;
import org.normaudit.verification.lab.grade.Grade;

/**
 * The report for programs, of which {@code report.schema.json} is the schema. What differs between
 * two runs of the same audit on the same machine stands in {@code timing} alone.
 */
public final class JsonReport implements ReportForm {
  /** The form's version: another one is another form. */
  public static final int VERSION = 2;

  /** The form's name and version. */
  public static final String SCHEMA = "normaudit-report/" + VERSION;

  @Override
  public String option() {
    return "--json";
  }

  @Override
  public String help() {
    return "Writes the report as JSON.";
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeNumberField("schemaVersion", VERSION);
      summary(report, json);
      json.writeObjectFieldStart("timing");
      json.writeNumberField("seconds", report.seconds());
      json.writeEndObject();
      coverage(report.coverage(), json);
      environments(report, json);
      subjects(report, json);
      grades(report, json);
      diagnoses(report, json);
      groups(report, json);
      judged(report, json);
      StringsJson.write("notes", report.notes(), json);
      json.writeArrayFieldStart("results");
      for (Result result : report.results()) {
        ResultJson.write(result, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  // What is counted here can be counted again: a reader may leave it out.
  private static void summary(AuditReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeStringField("verdict", Wording.verdict(report));
    json.writeNumberField("subjects", report.subjects().size());
    json.writeNumberField("cases", report.cases());
    json.writeNumberField("checks", report.checks());
    json.writeNumberField("results", report.results().size());
    json.writeNumberField("findings", report.findings());
    json.writeNumberField("skipped", report.skipped());
    json.writeNumberField("seed", report.seed());
    json.writeBooleanField("interrupted", report.coverage().isInterrupted());
    json.writeEndObject();
  }

  private static void coverage(Coverage coverage, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("coverage");
    json.writeNumberField("seed", coverage.seed());
    json.writeStringField("digest", coverage.digest());
    json.writeStringField("shard", coverage.shard().toString());
    json.writeNumberField("planned", coverage.planned());
    StringsJson.write("cases", coverage.cases(), json);
    json.writeEndObject();
  }

  // Made of the diagnoses and results, for readers that want one entry a cause.
  private static void groups(AuditReport report, JsonGenerator json) throws IOException {
    Reproduction reproduction = Reproduction.of(report);
    json.writeArrayFieldStart("groups");
    for (FindingGroup group : FindingGroup.of(report)) {
      json.writeStartObject();
      json.writeStringField("subject", group.subject());
      json.writeStringField("layer", group.layer());
      json.writeStringField("verdict", group.verdict().name());
      if (group.diagnosis().isPresent()) {
        json.writeStringField("diagnosis", group.diagnosis().get().sentence());
      }
      json.writeObjectFieldStart("checks");
      for (Map.Entry<String, Integer> check : group.checks().entrySet()) {
        json.writeNumberField(check.getKey(), check.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("findings", group.results().size());
      json.writeFieldName("smallest");
      ResultJson.write(group.smallest(), json);
      json.writeStringField("reproduce", reproduction.of(group.smallest()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void judged(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("judged");
    for (Judged judged : Judged.of(report)) {
      json.writeStartObject();
      json.writeStringField("subject", judged.subject());
      json.writeStringField("layer", judged.layer());
      StringsJson.write("judged", judged.judged(), json);
      json.writeObjectFieldStart("not_judged");
      for (Map.Entry<String, String> not : judged.reasons().entrySet()) {
        json.writeStringField(not.getKey(), not.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void environments(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("environments");
    for (Environment environment : report.environments()) {
      json.writeStartObject();
      json.writeStringField("normaudit", environment.version());
      json.writeStringField("java", environment.java());
      json.writeStringField("system", environment.system());
      json.writeNumberField("processors", environment.processors());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void subjects(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("subjects");
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      json.writeStartObject();
      json.writeStringField("name", subject.name());
      json.writeStringField("ran_on", subject.ranOn());
      StringsJson.write("conventions", subject.conventions(), json);
      if (!subject.options().isEmpty()) {
        StringsJson.write("options", subject.options(), json);
      }
      StringsJson.write("lacks", subject.lacks(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void grades(AuditReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("grades");
    for (Grade grade : report.grades()) {
      GradeJson.write(grade, json);
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
        StringsJson.write("bugs", cause.bugs(), json);
        json.writeStringField("effect", cause.effect());
        json.writeEndObject();
      }
      json.writeEndArray();
      StringsJson.write("known", diagnosis.known(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
