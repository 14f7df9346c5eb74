package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;

/**
 * The findings in the Static Analysis Results Interchange Format, version 2.1.0, which code hosts
 * show beside the code: a rule for each check, a result for each finding.
 */
public final class SarifReport implements ReportForm {
  @Override
  public String option() {
    return "--sarif";
  }

  @Override
  public String help() {
    return "Writes the findings as SARIF 2.1.0, for code hosts.";
  }

  @Override
  public boolean pointsToSource() {
    return true;
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      json.writeObjectFieldStart("tool");
      driver(report, json);
      json.writeEndObject();
      json.writeArrayFieldStart("invocations");
      json.writeStartObject();
      boolean whole = !report.coverage().isInterrupted() && report.unjudged().isEmpty();
      json.writeBooleanField("executionSuccessful", whole);
      if (!whole) {
        notification(Wording.verdict(report), json);
      }
      json.writeEndObject();
      json.writeEndArray();
      json.writeArrayFieldStart("results");
      Reproduction reproduction = Reproduction.of(report);
      for (FindingGroup group : FindingGroup.of(report)) {
        finding(group, reproduction, source, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void notification(String text, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("toolExecutionNotifications");
    json.writeStartObject();
    json.writeStringField("level", "error");
    json.writeObjectFieldStart("message");
    json.writeStringField("text", text);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void driver(AuditReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Normaudit");
    json.writeStringField("version", report.environments().get(0).version());
    json.writeArrayFieldStart("rules");
    List<String> names = report.results().stream().map(Result::check).distinct().toList();
    for (Check check : Checks.all()) {
      if (names.contains(check.name())) {
        json.writeStartObject();
        json.writeStringField("id", check.name());
        json.writeObjectFieldStart("shortDescription");
        json.writeStringField("text", check.asserts());
        json.writeEndObject();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void finding(
      FindingGroup group, Reproduction reproduction, String source, JsonGenerator json)
      throws IOException {
    Result result = group.smallest();
    json.writeStartObject();
    json.writeStringField("ruleId", result.check());
    json.writeStringField("level", "error");
    json.writeObjectFieldStart("message");
    json.writeStringField("text", Wording.text(group, reproduction));
    json.writeEndObject();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    if (!source.isEmpty()) {
      json.writeObjectFieldStart("physicalLocation");
      json.writeObjectFieldStart("artifactLocation");
      json.writeStringField("uri", source);
      json.writeEndObject();
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", 1);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("fullyQualifiedName", result.subject() + "/" + result.where());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    // The same cause in a later run is recognised by whose it is and what it does.
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("cause/v2", Wording.title(group));
    json.writeEndObject();
    json.writeEndObject();
  }
}
