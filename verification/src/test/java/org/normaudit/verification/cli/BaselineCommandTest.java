package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A layer that was rewritten is held to what it was. */
@Isolated("it reads what is printed, and sets a property")
final class BaselineCommandTest {
  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(AlgorithmOfChoice.PROPERTY);
  }

  private Printed audit(String algorithm, String... more) {
    System.setProperty(AlgorithmOfChoice.PROPERTY, algorithm);
    List<String> words =
        new ArrayList<>(
            List.of("audit", "--subject", "class:" + AlgorithmOfChoice.class.getName()));
    words.addAll(List.of("--layer", "batchnorm", "--dtype", "f32"));
    words.addAll(List.of("--check", "y", "--check", "running-spread", "--check", "dx"));
    words.addAll(List.of("--baseline", folder.resolve("baseline.json").toString()));
    words.addAll(List.of(more));
    return Printed.by(words.toArray(String[]::new));
  }

  @Test
  void welfordReplacedByOnePassIsCaughtAndBothGradesAreNamed() throws Exception {
    assertEquals(2, audit("WELFORD").code(), "there is no baseline yet");
    Path report = folder.resolve("report.json");
    Printed first = audit("WELFORD", "--update-baseline", "--json", report.toString());
    assertEquals(0, first.code(), first.err());
    Printed same = audit("WELFORD");
    assertEquals(0, same.code());
    assertTrue(same.out().endsWith("against the baseline: 0 worse, 0 better, 0 changed\n"));

    Printed worse = audit("ONE_PASS");
    assertEquals(1, worse.code());
    assertTrue(
        worse
            .out()
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "worse: class:.*: the grade was 'f32, Welford-class, 3 digits left at"
                            + " κ = 1e4', is 'f32, one-pass-class, 0 digits left at κ = 1e4'")),
        worse.out());
    assertTrue(worse.out().contains(" new findings, the first in 'batchnorm "), worse.out());

    // A report is a baseline, too.
    Path baseline = folder.resolve("baseline.json");
    Files.copy(report, baseline, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(
        worse.out(), audit("ONE_PASS").out().replaceAll("seed 1, [0-9.]+ s", times(worse)));
  }

  private static String times(Printed run) {
    return run.out().replaceAll("(?s).*(seed 1, [0-9.]+ s).*", "$1");
  }

  @Test
  void whatWasFoundBeforeDoesNotFailAgainAndWhatIsBetterIsTold() {
    assertEquals(0, audit("ONE_PASS", "--update-baseline").code());
    assertEquals(0, audit("ONE_PASS").code());
    Printed better = audit("WELFORD");
    assertEquals(0, better.code(), better.out());
    assertTrue(better.out().contains(" findings are gone"), better.out());
    assertTrue(better.out().contains("is 'f32, Welford-class, 3 digits left"), better.out());
    assertFalse(better.out().contains("worse: "), better.out());
  }

  @Test
  void aCheckThatNoLongerRunsIsWorse() {
    assertEquals(0, audit("WELFORD", "--check", "dbeta", "--update-baseline").code());
    Printed less = audit("WELFORD");
    assertEquals(1, less.code());
    assertTrue(less.out().contains("dbeta, batchnorm: no longer runs"), less.out());
    assertEquals(0, audit("WELFORD", "--update-baseline").code());
    assertEquals(0, audit("WELFORD").code());
  }
}
