package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.io.data.Npy;
import org.normaudit.verification.io.data.NpyArray;

/** What a verdict says, and what it is about. */
@Isolated("it reads what is printed")
class VerdictTest {
  @TempDir Path folder;

  private static Printed audit(String words, String... more) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of(more));
    return Printed.by(all.toArray(String[]::new));
  }

  private JsonNode json(String words) throws IOException {
    Path file = folder.resolve("report.json");
    audit(words, "--json", file.toString());
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void aConventionThatNoPresetHasIsAFinding() {
    String words = "--subject bug:epsilon-as-floor --layer batchnorm";
    Printed run = audit(words);
    assertEquals(Normaudit.FINDING, run.code(), run.out());
    assertTrue(run.out().contains("UNUSUAL_CONVENTION: bug:epsilon-as-floor"), run.out());
    assertTrue(run.out().contains("√max(V, ε) (no preset has it)"), run.out());
    assertTrue(run.out().contains("a known mistake does this: epsilon-as-floor"), run.out());
    assertEquals(0, audit(words, "--allow-unusual").code());
    Printed demanded = audit(words, "--convention", "paper");
    assertEquals(Normaudit.FINDING, demanded.code());
    assertFalse(demanded.out().contains("UNUSUAL"), demanded.out());
  }

  @Test
  void aDemandedNamePinsEveryLayer() {
    // Keras has no convention of layer normalization.
    Printed run = audit("--subject reference --layer layernorm --check y --convention keras");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("layernorm: paper, since keras has no convention"), run.out());
  }

  @Test
  void aRequiredQuantityThatIsNotJudgedIsAFinding() {
    String words = "--subject jtp:f32 --layer batchnorm --dtype f32 --check y --check grad-x";
    assertEquals(0, audit(words).code());
    Printed run = audit(words, "--require", "y,grad-x");
    assertEquals(Normaudit.FINDING, run.code(), run.out());
    assertTrue(run.out().contains("MISSING: jtp:f32, grad-x: grad_x is required"), run.out());
    assertEquals(0, audit(words, "--require", "y").code());
    Printed unknown = audit(words, "--require", "dz");
    assertEquals(Normaudit.BAD_INPUT, unknown.code());
    assertTrue(unknown.err().contains("unknown quantity 'dz': one of all, y, "), unknown.err());
  }

  @Test
  void aLayerThatWasAskedForByItsNameIsInTheHeadline() throws IOException {
    String words = "--subject reference --subject reference:f32 --layer batchnorm --layer rmsnorm";
    Printed run = audit(words + " --dtype f32 --check y");
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().contains("reference:f32 has no rmsnorm. No finding"), run.out());
    JsonNode report = json(words + " --dtype f32 --check y");
    assertEquals("rmsnorm", report.at("/subjects/1/lacks/0").asText());
    assertEquals(0, report.at("/subjects/0/lacks").size());
  }

  @Test
  void whatWasJudgedIsCountedByQuantity() throws IOException {
    JsonNode report =
        json("--subject jtp:f32 --layer batchnorm --dtype f32 --check y --check grad-x");
    assertEquals("[\"y\"]", report.at("/judged/0/judged").toString());
    assertEquals(
        "the subject does not offer grad_x", report.at("/judged/0/not_judged/grad-x").asText());
  }

  @Test
  void findingsWithOneCauseAreOneGroup() throws IOException {
    JsonNode report = json("--subject bug:beta-forgotten --layer batchnorm");
    assertEquals(1, report.at("/groups").size());
    JsonNode group = report.at("/groups/0");
    assertEquals(report.at("/summary/findings").asInt(), group.get("findings").asInt());
    assertTrue(group.get("diagnosis").asText().contains("beta"), group.toString());
    JsonNode smallest = group.get("smallest");
    double got = smallest.get("got").asDouble();
    double exact = smallest.get("exact").asDouble();
    assertEquals(smallest.get("observed").asDouble(), Math.abs(got - exact), Math.ulp(1.0));
    assertTrue(got < smallest.get("low").asDouble() || got > smallest.get("high").asDouble());
  }

  @Test
  void runsThatDifferWithinTheBoundsAreANote() {
    String words = "--subject bug:order-of-sums-varies --layer batchnorm";
    Printed run = audit(words);
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().contains("note: bug:order-of-sums-varies: its runs differ"), run.out());
    Printed strict = audit(words, "--contract", "run-to-run");
    assertEquals(Normaudit.FINDING, strict.code());
    assertTrue(strict.out().contains("NONDETERMINISTIC: bug:order-of-sums-varies"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--contract associative", "--repeat -1", "--repeat 1001"})
  void whatCannotBeRepeatedIsRefused(String words) {
    Printed run = audit("--subject reference " + words);
    assertEquals(Normaudit.BAD_INPUT, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  private Path file(double scale) {
    double[] values = {1, -2, 3, 5, -1, 2, 4, -3, 2, 1, 0, 7};
    Path file = folder.resolve("data.npy");
    Npy.write(
        file,
        new NpyArray(
            Dtype.FLOAT64, new int[] {6, 2}, Arrays.stream(values).map(v -> v * scale).toArray()));
    return file;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e18, 1e-38, 1e37, 1e-44, 1e160, 1e-160, 1e300})
  void theReferenceIsNotBlamedForTheSizeOfTheData(double scale) {
    Printed run = audit("--subject reference --subject jtp:f64 --data", file(scale).toString());
    assertEquals(0, run.code(), run.out());
    assertEquals(scale > 1e39, run.out().contains("holds values beyond f32"), run.out());
  }

  @Test
  void dataThatAreNoNumbersAreRefused() {
    Printed run = audit("--subject reference --data", file(Double.NaN).toString());
    assertEquals(Normaudit.BAD_INPUT, run.code());
    assertTrue(run.err().contains("holds NaN at index 0"), run.err());
  }
}
