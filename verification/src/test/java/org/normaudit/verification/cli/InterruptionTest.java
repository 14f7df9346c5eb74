package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.cli.report.ReportSchema;

/** Ctrl-C in the middle: a whole report of what was done, nobody left behind, and a way on. */
final class InterruptionTest {
  @TempDir Path folder;

  private Process start(String report, boolean resume) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    List<String> words = new ArrayList<>(List.of(java, "-cp", path));
    words.add("-D" + Gated.PROPERTY + "=" + folder.resolve("gate"));
    words.addAll(List.of(Normaudit.class.getName(), "audit", "--layer", "batchnorm"));
    words.addAll(List.of("--dtype", "f64", "--check", "y", "--timeout", "86400"));
    words.addAll(List.of("--subject", "class:" + Gated.class.getName(), "--subject"));
    words.add(
        "exec:'%s' -cp '%s' org.normaudit.verification.io.exec.HostileProgram ignores-end-of-input '%s'"
            .formatted(java, path, folder.resolve("starts")));
    words.addAll(List.of("--json", folder.resolve(report).toString()));
    if (resume) {
      words.addAll(List.of("--resume", folder.resolve("journal").toString()));
    }
    return new ProcessBuilder(words)
        .redirectOutput(folder.resolve(report + ".out").toFile())
        .redirectError(folder.resolve(report + ".err").toFile())
        .start();
  }

  private JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  private long journalled() throws IOException {
    Path journal = folder.resolve("journal");
    return Files.exists(journal) ? Files.readString(journal).lines().count() : 0;
  }

  @Test
  void anInterruptedRunLeavesAWholeReportAndNobodyAndResumedEqualsTheWhole() throws Exception {
    Files.createFile(folder.resolve("gate"));
    Process audit = start("part.json", true);
    while (journalled() < 3) {
      assertTrue(audit.isAlive(), () -> text("part.json.err"));
      Thread.sleep(50);
    }
    List<ProcessHandle> programs = audit.descendants().toList();
    assertFalse(programs.isEmpty(), "the program under audit runs");

    audit.destroy(); // As Ctrl-C does: a signal that runs the shutdown hooks.

    assertEquals(128 + 15, audit.waitFor());
    for (ProcessHandle program : programs) {
      program.onExit().get(60, TimeUnit.SECONDS);
    }
    JsonNode part = report("part.json");
    assertEquals(List.of(), new ReportSchema().mistakes(part));
    assertTrue(part.at("/summary/interrupted").asBoolean());
    int done = part.at("/coverage/cases").size();
    assertEquals(journalled() - 1, done);
    assertTrue(done < part.at("/coverage/planned").asInt());
    // The killed program's last answers are nobody's fault.
    for (JsonNode result : part.get("results")) {
      assertFalse(result.get("verdict").asText().equals("CRASHED"), result.toString());
    }
    assertTrue(text("part.json.out").contains("Interrupted after %d of ".formatted(done)));

    Files.delete(folder.resolve("gate"));
    assertEquals(1, start("resumed.json", true).waitFor(), "y = x is a finding");
    assertEquals(1, start("whole.json", false).waitFor());
    for (String field : List.of("summary", "coverage", "subjects", "grades", "results")) {
      assertEquals(report("whole.json").get(field), report("resumed.json").get(field));
    }
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
