package org.normaudit.verification.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.normaudit.verification.cli.Printed;

/** Cases as files. */
@Isolated("it reads what is printed")
final class VectorsGoldenTest {
  @TempDir Path folder;

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void export(Map<String, String> digests, String format, String layer, String dtype)
      throws IOException {
    String key = String.join(" ", format, layer, dtype);
    Path root = folder.resolve(key.replace(' ', '-'));
    Printed run =
        Scrubbed.run(
            List.of(
                "vectors",
                "export",
                root.toString(),
                "--format",
                format,
                "--layer",
                layer,
                "--dtype",
                dtype));
    assertEquals(0, run.code(), run.err());
    Imprint names = new Imprint("vectors/" + key, "names");
    Imprint contents = new Imprint("vectors/" + key, "contents");
    names.text("printed", run.out().replace(root.toString(), "DIR"));
    List<Path> files = files(root);
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      names.text("file", name);
      // One digest for all contents; the dump has one a file.
      byte[] bytes = Files.readAllBytes(file);
      contents.text(name, Imprint.silent().bytes("content", bytes).hex());
    }
    digests.put(key + " names of " + files.size(), names.hex());
    digests.put(key + " contents", contents.hex());
    Path manifest = root.resolve("manifest.json");
    if (Files.exists(manifest)) {
      Imprint print = new Imprint("vectors/" + key, "manifest");
      digests.put(key + " manifest", print.text("manifest", Files.readString(manifest)).hex());
    }
  }

  @Test
  void theExportedFilesAreTheSameBytes() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      export(digests, "npz", layer, "f32");
    }
    for (String dtype : List.of("f64", "bf16", "f16")) {
      export(digests, "npz", "batchrenorm", dtype);
      export(digests, "npz", "groupnorm", dtype);
    }
    export(digests, "onnx", "batchnorm", "f16");
    new Golden("vectors", "Digests of exported cases: names of files, contents, manifest.")
        .check(getClass(), digests);
  }
}
