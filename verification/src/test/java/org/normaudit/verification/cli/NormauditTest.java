package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it reads what is printed")
final class NormauditTest {
  @TempDir Path folder;

  static Stream<List<String>> badInput() {
    return Stream.of(
        List.of("frobnicate"),
        List.of("audit", "--subject", "nosuch"),
        List.of("audit", "--subject", "opencl:99"),
        List.of("audit", "--subject", "class:java.lang.String"),
        List.of("audit", "--subject", "exec:/no/such/program"),
        List.of("audit", "--cases", "some"),
        List.of("audit", "--layer", "softmax"),
        List.of("audit", "--seed", "x"),
        List.of("audit", "--timeout", "NaN"),
        List.of("audit", "--check", "nosuch"),
        List.of("audit", "--shard", "4/3"),
        List.of("audit", "--shard", "1/2", "--baseline", "pom.xml"),
        List.of("audit", "--update-baseline"),
        List.of("audit", "--baseline", "/no/such/file"),
        List.of("audit", "--baseline", "pom.xml"),
        List.of("audit", "--subject", "reference", "--resume", "pom.xml"),
        List.of("merge"),
        List.of("merge", "/no/such/file"),
        List.of("merge", "pom.xml"),
        List.of("audit", "--json", "/nonexistent/dir/x.json"),
        List.of("audit", "--subject", "reference:f8"),
        List.of("audit", "--subject", "reference:f32+bf16"),
        List.of("audit", "--subject", "reference:f32:frobnicate"),
        List.of("case", "batchnorm training f32 3x1x1", "--runs", "1"),
        List.of("case", "batchnorm training f32 3x1x1", "--check", "dz"),
        List.of("study", "alchemy"),
        List.of("study", "batch-of-one", "--markdown", "/nonexistent/dir/x.md"),
        List.of("case", "rubbish"),
        List.of("case"));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void badInputIsOneSentenceAndExitCodeTwo(List<String> args) {
    Printed run = Printed.by(args.toArray(new String[0]));
    assertEquals(2, run.code(), run.err());
    assertFalse(run.err().isBlank());
    assertFalse(run.err().contains("\tat "), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @Test
  void theReportIsWholeAndNothingElseIsLeftInItsFolder() throws IOException {
    Path json = folder.resolve("report.json");
    Printed run =
        Printed.by("--subject", "reference", "--layer", "batchrenorm", "--json", json.toString());
    assertEquals(0, run.code(), run.err());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(json), files.toList());
    }
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    JsonNode summary = report.get("summary");
    assertEquals(0, summary.get("findings").asInt());
    assertEquals(summary.get("results").asInt(), report.get("results").size());
    assertTrue(summary.get("cases").asInt() > 100);
    for (JsonNode result : report.get("results")) {
      for (String field : List.of("subject", "check", "case", "verdict", "unit", "where")) {
        assertTrue(result.get(field).isTextual(), field);
      }
    }
    assertTrue(run.out().contains("delta-b"));
    assertTrue(run.out().contains("batch-of-one"));
  }

  @Test
  void oneCaseIsShownWithItsTruthAndBound() {
    Printed run =
        Printed.by("case", "batchrenorm training f64 3x1x1 kappa=10", "--subject", "reference");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("running_spread"), run.out());
    for (String part :
        List.of(
            "condition numbers",
            "random rounding",
            "intervals",
            "bound: unit roundoff 1.11e-16, sums of depth 2, two-pass variance",
            "variance by",
            "error ulp")) {
      assertTrue(run.out().contains(part), part + " in " + run.out());
    }
  }

  @Test
  void theCaseOfALayerBeyondItsBoundSaysWhichValue() {
    String line = "batchnorm training f32 64x1x1 kappa=10000";
    Printed run = Printed.by("case", line, "--subject", "reference:f32:one-pass");
    assertEquals(1, run.code(), run.err());
    assertTrue(run.out().contains("beyond"), run.out());
    assertEquals(0, Printed.by("case", line, "--subject", "reference:f32").code());
  }

  private static String last(Printed run) {
    return run.out().lines().reduce("", (before, line) -> line);
  }

  @Test
  void aCaseEndsWithItsVerdict() {
    String line = "batchnorm training f32 64x1x1 kappa=10000";
    String good = last(Printed.by("case", line, "--subject", "reference"));
    assertEquals("verdict: conforms", good);
    String bad = last(Printed.by("case", line, "--subject", "reference:f32:one-pass"));
    assertTrue(bad.matches("verdict: INACCURATE: y\\[\\d+] off by .* is allowed: got .*; .*"), bad);
    Printed crashed = Printed.by("case", line, "--subject", "class:" + Throwing.class.getName());
    assertEquals(1, crashed.code(), crashed.err());
    assertTrue(crashed.out().contains("  it crashed: java.lang.IllegalStateException: out of"));
    assertTrue(last(crashed).startsWith("verdict: CRASHED: java.lang.Ill"), crashed.out());
  }

  @Test
  void aNamedCheckOfACaseDecidesAlone() {
    String line = "batchnorm training f64 5x2x3";
    Printed other = Printed.by("case", line, "--check", "y", "--subject", "bug:dx-lacks-gamma");
    assertEquals(0, other.code(), other.err());
    assertTrue(other.out().contains("  check y: CONFORMS: y["), other.out());
    assertEquals("verdict: conforms", last(other));
    Printed both =
        Printed.by(
            "case", line, "--check", "y", "--check", "tape", "--subject", "bug:dx-lacks-gamma");
    assertEquals(1, both.code(), both.err());
    assertTrue(last(both).startsWith("verdict: WRONG: dx["), last(both));
  }

  @Test
  void aCaseOfWhichNothingIsJudgedIsExitCodeTwoAndSaysWhy() {
    String line = "batchnorm inference f64 5x2x3";
    Printed about = Printed.by("case", line, "--check", "trace", "--subject", "reference");
    assertEquals(2, about.code(), about.err());
    assertEquals("verdict: not judged: the check is not about this case", last(about));
    Printed lacks = Printed.by("case", line, "--subject", "reference:f32");
    assertEquals(2, lacks.code(), lacks.err());
    assertTrue(last(lacks).startsWith("verdict: not judged: "), lacks.out());
    assertTrue(last(lacks).endsWith("has no f64"), lacks.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "bf16", "f16", "bf16+f32", "f16+f32"})
  void aLayerRoundedToAnyFormatHasNoFinding(String format) {
    Printed run = Printed.by("--subject", "reference:" + format, "--layer", "batchrenorm");
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(run.out().contains("0 findings"), run.out());
  }

  @Test
  void studiesAreListedAndWrittenAsTheyAreAskedFor() throws IOException {
    Printed list = Printed.by("study", "--list");
    assertEquals(0, list.code(), list.err());
    assertTrue(list.out().contains("skewed-batches"), list.out());
    Path page = folder.resolve("study.md");
    Path json = folder.resolve("study.json");
    Printed one =
        Printed.by(
            "study", "batch-of-one", "--markdown", page.toString(), "--json", json.toString());
    assertEquals(0, one.code(), one.err());
    assertTrue(one.out().contains("1 of 1 studies hold, seed 1"), one.out());
    assertTrue(Files.readString(page).contains("## batch-of-one"));
    JsonNode study = new ObjectMapper().readTree(json.toFile()).get("studies").get(0);
    assertTrue(study.get("holds").asBoolean());
    assertEquals("=", study.get("findings").get(0).get("relation").asText());
  }
}
