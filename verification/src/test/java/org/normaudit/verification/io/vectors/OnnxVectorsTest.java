package org.normaudit.verification.io.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.core.audit.Audit;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.examples.Runtimes;
import org.normaudit.verification.io.onnx.NodeTests;

class OnnxVectorsTest {
  /** The configurations of the four node tests of ONNX: mode × ε. */
  private static final List<String> FOUR =
      List.of(
          "batchnorm inference f32 2x3x20 seed=1",
          "batchnorm inference f32 2x3x20 eps=0.01 seed=2",
          "batchnorm training f32 2x3x20 seed=3",
          "batchnorm training f32 2x3x20 eps=0.01 seed=4");

  private static List<Result> judge(Path folder) throws Exception {
    RecordedSubject recording = Vectors.read(folder);
    Audit audit =
        new Audit(
            List.of(SubjectUnderConvention.paper(recording)),
            recording.cases(),
            Checks.all(),
            CaseSources::input,
            1);
    return audit.run(c -> {});
  }

  private static Set<String> conforming(List<Result> results, String check) {
    return results.stream()
        .filter(result -> result.check().equals(check))
        .filter(result -> result.verdict() == Verdict.CONFORMS)
        .map(Result::caseLine)
        .collect(Collectors.toSet());
  }

  private static long findings(List<Result> results) {
    return results.stream().filter(result -> result.verdict().isFinding()).count();
  }

  private static void export(Path folder) throws IOException {
    for (int i = 0; i < FOUR.size(); i++) {
      Case c = CaseLine.parse(FOUR.get(i));
      OnnxVectors.write(folder.resolve(OnnxVectors.name(i, c)), CaseSources.input(c));
    }
  }

  @Test
  void theFourConfigurationsAreExportedAndReadBackAndConform(@TempDir Path folder)
      throws Exception {
    export(folder);
    List<Result> results = judge(folder);
    assertEquals(0, findings(results));
    assertEquals(4, conforming(results, "y").size());
    assertEquals(2, conforming(results, "running-mean").size());
    assertEquals(2, conforming(results, "running-spread").size());
  }

  @Test
  void everyCaseLineReproducesItsStep(@TempDir Path folder) throws Exception {
    export(folder);
    RecordedSubject recording = Vectors.read(folder);
    for (Case c : recording.cases()) {
      Case parsed = CaseLine.parse(c.toString());
      assertEquals(c, parsed);
      assertEquals(InputDigest.of(CaseSources.input(c)), InputDigest.of(CaseSources.input(parsed)));
    }
  }

  @Test
  void aWrongOutputIsAFinding(@TempDir Path folder) throws Exception {
    export(folder);
    Path training = OnnxVectors.find(folder).get(2);
    Path data = training.resolve("test_data_set_0");
    // The running mean where the running variance is due.
    byte[] mean = Files.readAllBytes(data.resolve("output_1.pb"));
    Files.write(data.resolve("output_2.pb"), mean);
    List<Result> results = judge(folder);
    assertEquals(1, findings(results));
    assertEquals(1, conforming(results, "running-spread").size());
  }

  @Test
  void theNodeTestsOfOnnxConform(@TempDir Path folder) throws Exception {
    Optional<String> python = Runtimes.python("onnx", "numpy");
    assumeTrue(python.isPresent(), "no python3 with onnx on this machine");
    NodeTests.run(python.get(), "write", folder);
    List<Result> results = judge(folder);
    assertEquals(
        List.of(), results.stream().filter(result -> result.verdict().isFinding()).toList());
    assertEquals(4, conforming(results, "y").size());
    assertEquals(2, conforming(results, "running-mean").size());
    assertEquals(2, conforming(results, "running-spread").size());
  }
}
