package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples for build servers do what their page says. */
@Isolated("it reads what is printed")
final class ContinuousIntegrationTest {
  @TempDir Path folder;

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/ci.md",
        "examples/ci/audit.yml",
        "examples/ci/shards.yml",
        "examples/ci/job.yaml"
      })
  void everyCommandIsOne(String file) throws IOException {
    List<String> lines =
        Words.commands(
            text(file)
                .replaceAll("\\$\\{\\{ matrix.shard }}|\\$shard", "2")
                .replace("#   normaudit", "normaudit"));
    assertFalse(lines.isEmpty());
    lines.forEach(Words::requireKnown);
  }

  // As the machines do it, one after the other: the layer is the reference, and the cases are few.
  private void shardsAndMerge(String file, int shards, String index) throws IOException {
    String command =
        Words.commands(text(file)).stream().filter(l -> l.contains("--shard")).findFirst().get();
    List<String> merge = new ArrayList<>(List.of("merge"));
    for (int i = 1; i <= shards; i++) {
      String line =
          command
              .replace(index, Integer.toString(i))
              .replace("exec:python3 audit/layer.py", "reference")
              .replace("--cases full", "--layer batchnorm --dtype f32 --check y")
              .replace("/reports/", folder + "/")
              .replace("--json shard", "--json " + folder + "/shard");
      Printed run = Printed.by(Words.of(line).toArray(String[]::new));
      assertEquals(0, run.code(), run.err());
      merge.add(folder.resolve("shard-" + i + ".json").toString());
    }
    Printed merged = Printed.by(merge.toArray(String[]::new));
    assertEquals(0, merged.code(), merged.err());
    Printed whole =
        Printed.by(
            "audit",
            "--subject",
            "reference",
            "--layer",
            "batchnorm",
            "--dtype",
            "f32",
            "--check",
            "y");
    assertTrue(untimed(whole.out()).endsWith(untimed(merged.out())), merged.out());
  }

  private static String untimed(String out) {
    return out.replaceAll("[0-9.]+ s\\R$", "");
  }

  @Test
  void theMatrixOfShardsIsTheWhole() throws IOException {
    shardsAndMerge("examples/ci/shards.yml", 4, "${{ matrix.shard }}");
  }

  @Test
  void theIndexedJobIsTheWhole() throws IOException {
    shardsAndMerge("examples/ci/job.yaml", 8, "$shard");
  }
}
