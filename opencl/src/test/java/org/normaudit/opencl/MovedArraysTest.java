package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A garbage collector that moves Java's arrays at any time changes no bit of what a device gives.
 */
class MovedArraysTest {
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:+UseSerialGC"})
  void whereAnArrayLiesIsOfNoAccount(String collector) throws IOException, InterruptedException {
    TestDevices.openCl();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    collector,
                    "-cp",
                    System.getProperty("java.class.path"),
                    MovedArrays.class.getName(),
                    "0",
                    Integer.toString(ROUNDS)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    assertEquals("0", output, "runs that gave other bits");
  }
}
