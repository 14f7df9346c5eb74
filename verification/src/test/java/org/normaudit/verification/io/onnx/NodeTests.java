package org.normaudit.verification.io.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs {@code node_tests.py}, which speaks for ONNX's own Python package. */
public final class NodeTests {
  private NodeTests() {}

  /** The lines that the program prints. */
  public static List<String> run(String python, String command, Path folder)
      throws IOException, InterruptedException {
    Path program = Files.createTempFile("node_tests", ".py");
    try (InputStream in = NodeTests.class.getResourceAsStream("node_tests.py")) {
      Files.write(program, in.readAllBytes());
      Process process =
          new ProcessBuilder(python, program.toString(), command, folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> lines = process.inputReader().lines().toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("node_tests.py failed: " + lines);
      }
      return lines;
    } finally {
      Files.delete(program);
    }
  }
}
