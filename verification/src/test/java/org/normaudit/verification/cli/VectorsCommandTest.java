package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads what is printed")
class VectorsCommandTest {
  @TempDir Path folder;

  private record Run(int code, String printed) {}

  private static Run run(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try {
      System.setOut(all);
      System.setErr(all);
      int code = Normaudit.run(args);
      return new Run(code, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void backendTestsThatWereExportedConform() throws IOException {
    String dir = folder.resolve("onnx").toString();
    Run export = run("vectors", "export", dir, "--format", "onnx", "--dtype", "f16");
    assertEquals(0, export.code, export.printed);
    Path json = folder.resolve("report.json");
    Run check = run("vectors", "check", dir, "--json", json.toString());
    assertEquals(0, check.code, check.printed);
    assertTrue(check.printed.contains(" 0 findings"), check.printed);
    assertTrue(Files.readString(json).contains("CONFORMS_UNDER"), "held to the onnx convention");
  }

  @Test
  void aWrongOutputIsExitCodeOne() throws IOException {
    Path dir = folder.resolve("onnx");
    run("vectors", "export", dir.toString(), "--format", "onnx", "--dtype", "f16");
    Path test;
    try (Stream<Path> tests = Files.list(dir)) {
      test = tests.sorted().toList().get(3);
    }
    Path data = test.resolve("test_data_set_0");
    byte[] y = Files.readAllBytes(data.resolve("output_0.pb"));
    y[y.length - 1] ^= 0x40; // A bit of the last value's exponent.
    Files.write(data.resolve("output_0.pb"), y);
    Run check = run("vectors", "check", dir.toString());
    assertEquals(1, check.code, check.printed);
    assertTrue(check.printed.contains(test.toString()), "the case names the folder");
  }

  @Test
  void aCorruptedFileIsExitCodeTwo() throws IOException {
    Path dir = folder.resolve("onnx");
    run("vectors", "export", dir.toString(), "--format", "onnx", "--dtype", "f16");
    Path file;
    try (Stream<Path> files = Files.walk(dir)) {
      file = files.filter(path -> path.endsWith("input_0.pb")).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Run check = run("vectors", "check", dir.toString());
    assertEquals(2, check.code, check.printed);
    assertTrue(check.printed.contains(file.toString()), check.printed);
    assertEquals(1, check.printed.strip().lines().count(), check.printed);
  }

  @Test
  void theHelpListsEveryOptionOfAuditButTheSubject() {
    Set<String> audit = options("audit", "--help");
    assertTrue(audit.remove("--subject"));
    assertEquals(audit, options("vectors", "check", "--help"));
  }

  private static Set<String> options(String... words) {
    return Pattern.compile("^ .*?(--[a-z-]+)", Pattern.MULTILINE)
        .matcher(run(words).printed)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theOptionsAreThoseOfAudit() throws IOException {
    String dir = folder.resolve("onnx").toString();
    run("vectors", "export", dir, "--format", "onnx", "--dtype", "f16");
    Path json = folder.resolve("report.json");
    Path baseline = folder.resolve("baseline.json");
    Run check =
        run(
            ("vectors check --check y --seed -5 --update-baseline --check dx --json="
                    + json
                    + " --baseline "
                    + baseline
                    + " --convention paper "
                    + dir)
                .split(" "));
    assertEquals(0, check.code, check.printed);
    assertTrue(check.printed.contains("paper, as demanded"), check.printed);
    assertTrue(check.printed.contains("seed -5"), check.printed);
    assertTrue(Files.exists(baseline));
    Set<String> checks = new TreeSet<>();
    new ObjectMapper()
        .readTree(json.toFile()).get("results").findValues("check").stream()
            .map(JsonNode::asText)
            .forEach(checks::add);
    assertEquals(Set.of("dx", "y"), checks);
  }

  @Test
  void anOptionThatAuditLacksIsRefused() {
    Run run = run("vectors", "check", "x", "--htlm", "y");
    assertEquals(2, run.code);
    assertEquals(
        "normaudit: unknown option '--htlm' of 'normaudit vectors check'; did you mean '--html'?"
            + " see 'normaudit vectors check --help'",
        run.printed.strip());
    assertEquals(2, run("vectors", "check", "x", "--subject", "reference").code);
  }

  @Test
  void badUsageIsExitCodeTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (List<String> words :
        List.of(
            List.of("vectors", "check", folder.resolve("missing").toString()),
            List.of("vectors", "check", folder.toString()),
            List.of("vectors", "check"),
            List.of("vectors", "export", file.toString()),
            List.of("vectors", "export", folder.toString()),
            List.of("vectors", "export", folder.resolve("x").toString(), "--format", "zip"),
            List.of("vectors", "export", folder.resolve("x").toString(), "--dtype", "f8"),
            List.of("audit", "--subject", "vectors:" + folder))) {
      Run run = run(words.toArray(String[]::new));
      assertEquals(2, run.code, () -> words + ": " + run.printed);
    }
  }
}
