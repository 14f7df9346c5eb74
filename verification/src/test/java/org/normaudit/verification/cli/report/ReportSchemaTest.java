package org.normaudit.verification.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.core.result.Verdict;

/** The schema takes every report, and nothing that lacks a part of one. */
final class ReportSchemaTest {
  private static JsonNode report() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonReport().write(SampleReport.report(), "", out);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void aReportKeepsIt() throws IOException {
    assertEquals(List.of(), new ReportSchema().mistakes(report()));
  }

  @Test
  void noPartMayBeMissingAndNoneMayBeAdded() throws IOException {
    ReportSchema schema = new ReportSchema();
    List<String> names = new ArrayList<>();
    report().fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ObjectNode less = (ObjectNode) report();
      less.remove(name);
      assertFalse(schema.mistakes(less).isEmpty(), name);
    }
    ObjectNode more = (ObjectNode) report();
    more.put("more", 1);
    assertFalse(schema.mistakes(more).isEmpty());
    ObjectNode next = (ObjectNode) report();
    next.put("schemaVersion", 3);
    assertFalse(schema.mistakes(next).isEmpty());
  }

  @Test
  void itNamesEveryVerdict() throws IOException {
    ReportSchema schema = new ReportSchema();
    for (Verdict verdict : Verdict.values()) {
      JsonNode report = report();
      ((ObjectNode) report.get("results").get(0)).put("verdict", verdict.name());
      assertEquals(List.of(), schema.mistakes(report));
    }
  }
}
