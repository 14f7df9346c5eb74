package org.normaudit.verification.io.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.audit.Audit;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.convention.ConventionProbe;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.SubjectException;
import org.normaudit.verification.examples.Runtimes;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.io.data.Npz;

class NumpyVectorsTest {
  private static final List<Case> CASES =
      List.of(
          CaseLine.parse("batchnorm training f64 4x3x5 seed=1"),
          CaseLine.parse("batchnorm inference f64 0x3x5 seed=2"),
          CaseLine.parse("batchrenorm training f64 4x3x5 second=yes rmax=Infinity seed=3"),
          CaseLine.parse("batchrenorm inference f64 7x2x1 seed=4"));

  @TempDir Path folder;
  private Path vectors;

  @BeforeEach
  void export() throws IOException {
    vectors = folder.resolve("vectors");
    assertEquals(4, Vectors.write(vectors, Vectors.Format.NPZ, CASES));
  }

  /** Answers every step with the definition in binary64. */
  private void answer(Convention batchNormalization) {
    Map<Layer, Convention> conventions =
        Map.of(
            Layers.of("batchnorm"),
            batchNormalization,
            Layers.of("batchrenorm"),
            Layers.of("batchrenorm").paper());
    DefinedLayer<Double> layer =
        new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64, conventions);
    for (Manifest.Entry entry : Manifest.read(vectors)) {
      Step input = step(entry.line());
      StepOutput output = layer.run(input);
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (Role quantity : output.roles()) {
        double[] values = output.get(quantity);
        arrays.put(
            quantity.label(), new NpyArray(Dtype.FLOAT64, new int[] {values.length}, values));
      }
      Npz.write(answerFile(entry.id()), arrays);
    }
  }

  private static Step step(String line) {
    String[] words = line.split(" ");
    return words[0].equals("probe")
        ? ConventionProbe.steps(Layers.of(words[1]), Dtype.of(words[2]))
            .get(Integer.parseInt(words[3]))
        : CaseSources.input(CaseLine.parse(line));
  }

  private Path answerFile(String id) {
    return vectors.resolve("answers").resolve(id + ".npz");
  }

  private String idOf(Case c) {
    return Manifest.read(vectors).stream()
        .filter(entry -> entry.line().equals(c.toString()))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private List<Result> judge() throws InterruptedException {
    RecordedSubject subject = Vectors.read(vectors);
    return new Audit(
            List.of(SubjectUnderConvention.found(subject)),
            subject.cases(),
            Checks.all(),
            CaseSources::input,
            1)
        .run(c -> {});
  }

  private static List<Result> findings(List<Result> results) {
    return results.stream().filter(result -> result.verdict().isFinding()).toList();
  }

  @Test
  void rightAnswersConform() throws Exception {
    answer(Layers.of("batchnorm").paper());
    List<Result> results = judge();
    assertEquals(List.of(), findings(results));
    for (String check : List.of("dx", "running-spread")) {
      assertEquals(
          4,
          results.stream()
              .filter(result -> result.check().equals(check))
              .filter(result -> result.verdict() != Verdict.CRASHED)
              .count());
    }
    assertTrue(results.stream().anyMatch(result -> result.check().equals("grad-x")));
  }

  @Test
  void theConventionIsFoundFromRecordedAnswers() throws Exception {
    Convention paper = Layers.of("batchnorm").paper();
    answer(paper.with(Coordinates.CORRECTION, UpdateRule.Correction.BESSEL));
    List<Result> results = judge();
    assertEquals(List.of(), findings(results));
    assertTrue(
        results.stream()
            .anyMatch(
                result ->
                    result.check().equals("running-spread")
                        && result.verdict() == Verdict.CONFORMS_UNDER));
  }

  @Test
  void aWrongAnswerIsAFinding() throws Exception {
    answer(Layers.of("batchnorm").paper());
    Path file = answerFile(idOf(CASES.get(0)));
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(file));
    arrays.get("dx").values()[7] *= 1.01;
    Npz.write(file, arrays);
    List<Result> findings = findings(judge());
    assertTrue(
        findings.stream().anyMatch(result -> result.where().equals("dx[7]")), findings::toString);
  }

  @Test
  void aWrongLengthIsACrash() throws Exception {
    answer(Layers.of("batchnorm").paper());
    Npz.write(
        answerFile(idOf(CASES.get(0))),
        Map.of("y", new NpyArray(Dtype.FLOAT64, new int[] {3}, new double[3])));
    assertTrue(
        findings(judge()).stream()
            .anyMatch(
                result ->
                    result.verdict() == Verdict.CRASHED
                        && result.note().equals("y has 3 values where 60 are due")));
  }

  @Test
  void noAnswersAreAnError() {
    SubjectException e = assertThrows(SubjectException.class, () -> Vectors.read(vectors));
    assertTrue(e.getMessage().contains("holds no answer to any case"), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "y, f32, y is f32 where f64 is due",
    "z, f64, unknown quantity 'z'",
  })
  void anArrayThatIsNoAnswerIsAnError(String name, Dtype dtype, String said) {
    Npz.write(
        answerFile(idOf(CASES.get(0))),
        Map.of(name, new NpyArray(dtype, new int[] {60}, new double[60])));
    SubjectException e = assertThrows(SubjectException.class, () -> Vectors.read(vectors));
    assertTrue(e.getMessage().contains(said), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "seed=2\";seed=9\";has other data in this version",
        "normaudit-vectors/1;normaudit-vectors/2;normaudit-vectors/1 is read",
        "\"id\" : \"0001\";\"id\" : \"../../0001\";has no \"id\" of digits",
        "{;[;is not JSON",
        "probe batchnorm f64 0;probe batchnorm f64 99;there are 2 steps of that kind",
      })
  void anAlteredManifestIsAnError(String from, String to, String said) throws IOException {
    answer(Layers.of("batchnorm").paper());
    Path manifest = vectors.resolve(Manifest.FILE);
    String text = Files.readString(manifest);
    assertTrue(text.contains(from), text);
    Files.writeString(manifest, text.replace(from, to));
    SubjectException e = assertThrows(SubjectException.class, () -> Vectors.read(vectors));
    assertTrue(e.getMessage().contains(said), e::getMessage);
  }

  @Test
  void theManifestIsInItsSchema() throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode schema;
    try (InputStream in = Manifest.class.getResourceAsStream("manifest.schema.json")) {
      schema = json.readTree(in);
    }
    JsonNode manifest = json.readTree(vectors.resolve(Manifest.FILE).toFile());
    var validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    assertEquals(List.of(), List.copyOf(validator.validate(manifest)));
    assertFalse(validator.validate(json.readTree("{\"schema\":\"x\",\"steps\":[]}")).isEmpty());
  }

  @Test
  void theExactAnswersAreNotInTheFiles() {
    for (Manifest.Entry entry : Manifest.read(vectors)) {
      assertFalse(Files.exists(answerFile(entry.id())));
      Path tensors = vectors.resolve("steps").resolve(entry.id() + ".npz");
      assertFalse(Npz.read(tensors).containsKey("y"));
    }
  }

  @Test
  void nothingIsOverwritten() {
    SubjectException e =
        assertThrows(
            SubjectException.class, () -> Vectors.write(vectors, Vectors.Format.NPZ, CASES));
    assertTrue(e.getMessage().contains("is not empty"), e::getMessage);
  }

  @Test
  void bfloat16TravelsInFloat32() throws IOException {
    Path narrow = folder.resolve("narrow");
    Case c = CaseLine.parse("batchnorm training bf16 2x3x4");
    Vectors.write(narrow, Vectors.Format.NPZ, List.of(c));
    int last = Manifest.read(narrow).size();
    NpyArray x = Npz.read(narrow.resolve("steps").resolve("%04d.npz".formatted(last))).get("x");
    assertEquals(Dtype.FLOAT32, x.dtype());
    assertEquals(List.of(2, 3, 4), java.util.Arrays.stream(x.shape()).boxed().toList());
    org.junit.jupiter.api.Assertions.assertArrayEquals(CaseSources.input(c).x(), x.values());
  }

  @Test
  void aFormatThatFilesLackIsRefused() {
    Dtype small = Dtype.format("e4m3-inf", 4, -6, 7, Overflow.INFINITY);
    Case c = CaseLine.parse("batchnorm training bf16 2x3x4").withDtype(small);
    Path none = folder.resolve("none");
    for (Vectors.Format format : Vectors.Format.values()) {
      SubjectException e =
          assertThrows(SubjectException.class, () -> Vectors.write(none, format, List.of(c)));
      assertEquals(
          "files of cases have no dtype 'e4m3-inf': one of f64, f32, bf16, f16", e.getMessage());
    }
    assertFalse(Files.exists(none));
  }

  @Test
  void theExampleInNumpyConforms() throws Exception {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    Path example = Runtimes.example("vectors/answer_with_numpy.py");
    Process process =
        new ProcessBuilder(python.get(), example.toString(), vectors.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    List<Result> results = judge();
    assertEquals(List.of(), findings(results));
    assertEquals(
        2,
        results.stream()
            .filter(result -> result.check().equals("running-spread"))
            .filter(result -> result.verdict() == Verdict.CONFORMS)
            .count());
  }
}
