package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The JSON Schema of the report. */
public final class ReportSchema {
  private final JsonSchema schema;

  /** Reads it from where users find it. */
  public ReportSchema() throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream("report.schema.json")) {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(new ObjectMapper().readTree(in));
    }
  }

  /** What is wrong with a report; empty if nothing is. */
  public List<String> mistakes(JsonNode report) {
    return schema.validate(report).stream().map(ValidationMessage::getMessage).toList();
  }
}
