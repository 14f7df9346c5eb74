package org.normaudit.verification.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.normaudit.verification.cli.report.StringsJson;
import org.normaudit.verification.lab.study.Finding;
import org.normaudit.verification.lab.study.Outcome;
import org.normaudit.verification.lab.study.Study;
import org.normaudit.verification.lab.study.Table;

/** The studies as JSON. */
final class StudyJson {
  private StudyJson() {}

  static void write(Map<Study, Outcome> outcomes, long seed, OutputStream stream)
      throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-study/1");
      out.writeNumberField("seed", seed);
      out.writeArrayFieldStart("studies");
      for (Map.Entry<Study, Outcome> entry : outcomes.entrySet()) {
        study(out, entry.getKey(), entry.getValue());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void study(JsonGenerator out, Study study, Outcome outcome) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", study.name());
    out.writeStringField("claim", study.claim());
    out.writeStringField("source", study.source());
    out.writeStringField("refuted_by", study.refutedBy());
    out.writeBooleanField("holds", outcome.holds());
    out.writeArrayFieldStart("findings");
    for (Finding finding : outcome.findings()) {
      out.writeStartObject();
      out.writeStringField("what", finding.what());
      out.writeNumberField("measured", finding.measured());
      out.writeStringField("relation", finding.relation().sign());
      out.writeNumberField("expected", finding.expected());
      out.writeNumberField("allowed", finding.allowed());
      out.writeStringField("why", finding.why());
      out.writeBooleanField("holds", finding.holds());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("tables");
    for (Table table : outcome.tables()) {
      out.writeStartArray();
      StringsJson.write(table.columns(), out);
      for (List<String> row : table.rows()) {
        StringsJson.write(row, out);
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
