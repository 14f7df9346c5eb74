package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Oclgrind shows, an OpenCL device that interprets kernels, watches every access and has a
 * memory of its own: no kernel races or reaches past a buffer, and all that is put arrives. Skipped
 * where Oclgrind is not installed.
 */
class OclgrindTest {
  private static final String DEVICE = "Oclgrind";

  @BeforeAll
  static void oclgrindIsInstalled() {
    boolean installed =
        List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "oclgrind")));
    assumeTrue(installed, "oclgrind is not installed");
  }

  @Test
  void noKernelRaces() throws IOException, InterruptedException {
    String report = oclgrind(RaceCheck.class, DEVICE);
    assertTrue(report.contains("passes: 960, steps: 40"), report);
    assertFalse(reportsAnything(report), report);
  }

  @Test
  void aPlantedRaceIsCaught() throws IOException, InterruptedException {
    String report = oclgrind(RaceCheck.class, DEVICE, "planted");
    assertTrue(report.contains("data race"), report);
    assertTrue(reportsAnything(report), report);
  }

  @Test
  void whatIsPutArrives() throws IOException, InterruptedException {
    String report = oclgrind(Resent.class, DEVICE);
    assertTrue(report.contains("shares memory: false, differing: 0"), report);
  }

  @Test
  void whereAnArrayLiesIsOfNoAccount() throws IOException, InterruptedException {
    String report = oclgrind(MovedArrays.class, DEVICE, "3");
    assertEquals("0", report.strip().lines().reduce((a, b) -> b).orElse(""), report);
  }

  private static boolean reportsAnything(String report) {
    return report.contains("data race") || report.contains("Invalid") || report.contains("Error");
  }

  private static String oclgrind(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("oclgrind", "--data-races"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
