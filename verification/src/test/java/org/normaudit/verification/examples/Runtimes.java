package org.normaudit.verification.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds programs that examples need and that a machine may lack. */
public final class Runtimes {
  private Runtimes() {}

  /** A Python 3 that can import the modules: the one on the path, or the system's. */
  public static Optional<String> python(String... modules) {
    String code = "import " + String.join(",", modules);
    return List.of("python3", "/usr/bin/python3").stream()
        .filter(python -> succeeds(python, "-c", code))
        .findFirst();
  }

  /** Node.js. */
  public static Optional<String> node() {
    return succeeds("node", "--version") ? Optional.of("node") : Optional.empty();
  }

  /** A file of the examples folder of this module, which is where its tests run. */
  public static Path example(String name) {
    Path path = Path.of("examples", name).toAbsolutePath();
    if (!Files.exists(path)) {
      throw new IllegalStateException("no example " + path);
    }
    return path;
  }

  private static boolean succeeds(String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
