package org.normaudit.verification.lab.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;

/** The kill matrix as a file, and what is asked of it. */
final class KillRecordTest {
  @Test
  void aRecordIsALineForEachBug() throws IOException {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    killers.put("b", List.of("x", "y"));
    killers.put("a", List.of());
    KillRecord record = new KillRecord(LocalDate.of(2026, 1, 2), 7, new KillTable(killers));
    String text =
        """
        {
          "schema" : "normaudit-kills/1",
          "date" : "2026-01-02",
          "seed" : 7,
          "kills" : {
            "b" : [ "x", "y" ],
            "a" : [ ]
          }
        }
        """;
    assertEquals(text, written(record));
    assertEquals(record, read(text));
  }

  @Test
  void theCommittedRecordIsAsItWasWrittenAndOfSeedOne() throws IOException {
    String text = Files.readString(Path.of("docs", "records", "kills.json"));
    assertEquals(text, written(KillRecord.committed()));
    assertEquals(1, KillRecord.committed().seed());
  }

  @Test
  void theCommittedRecordNamesKnownChecksAlone() {
    Set<String> checks = Checks.all().stream().map(Check::name).collect(Collectors.toSet());
    KillRecord.committed()
        .table()
        .killers()
        .forEach((bug, killers) -> assertTrue(checks.containsAll(killers), bug));
  }

  @Test
  void anotherSchemaIsRefused() {
    assertEquals(
        "the record of the kill matrix must be of schema 'normaudit-kills/1': 'else/1'",
        assertThrows(IllegalStateException.class, () -> read("{\"schema\": \"else/1\"}"))
            .getMessage());
  }

  @Test
  void killsAreToldByCheck() {
    KillTable table = table("a", List.of("x", "y"), "b", List.of("x"));
    assertEquals(List.of("a", "b"), table.killedBy("x"));
    assertEquals(List.of("b"), table.killedOnlyBy("x"));
    assertEquals(2, table.size());
  }

  @Test
  void aChangedRowIsTold() {
    KillTable due = table("a", List.of("x", "y"), "b", List.of("x"));
    assertEquals(
        List.of("a is killed by [x], and by [x, y] in the table"),
        due.differences(table("a", List.of("x"), "b", List.of("x"))));
  }

  private static KillTable table(String a, List<String> byA, String b, List<String> byB) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    killers.put(a, byA);
    killers.put(b, byB);
    return new KillTable(killers);
  }

  private static String written(KillRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    record.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static KillRecord read(String text) throws IOException {
    return KillRecord.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
