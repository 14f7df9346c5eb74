package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.cli.report.ReportSchema;
import org.normaudit.verification.examples.Runtimes;

/** Ctrl-C on a terminal, where a bar of progress is shown, leaves a whole report too. */
final class TerminalInterruptionTest {
  private static final Path CTRL_C =
      Path.of("src/test/resources/org/normaudit/verification/cli/ctrl_c.py");

  @TempDir Path folder;

  @Test
  void controlCOnATerminalLeavesAWholeReport() throws Exception {
    Optional<String> python = Runtimes.python("pty");
    assumeTrue(python.isPresent(), "no python3 with pseudo-terminals on this machine");
    Path json = folder.resolve("report.json");
    Path shown = folder.resolve("shown");
    List<String> words = new ArrayList<>(List.of(python.get(), CTRL_C.toString(), "audit   0% ["));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Normaudit.class.getName()));
    words.addAll(List.of("audit", "--cases", "full", "--subject", "reference"));
    words.addAll(List.of("--json", json.toString()));

    int code =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(shown.toFile())
            .start()
            .waitFor();

    String screen = Files.readString(shown, StandardCharsets.UTF_8);
    assertTrue(screen.contains("audit   0% ["), screen);
    assertFalse(screen.contains("ended by signal"), screen);
    assertEquals(Normaudit.INTERRUPTED, code, screen);
    assertTrue(screen.contains("Interrupted after "), screen);
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(List.of(), new ReportSchema().mistakes(report));
    assertTrue(report.at("/summary/interrupted").asBoolean());
  }
}
