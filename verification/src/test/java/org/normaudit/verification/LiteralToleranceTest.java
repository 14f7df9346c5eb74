package org.normaudit.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No tolerance is picked by hand: where verdicts are made, and where they are tested, there is no
 * small number in the sources but powers of two that are unit roundoffs.
 */
final class LiteralToleranceTest {
  /** The packages in which it is decided what is right. */
  private static final Set<String> JUDGES =
      Set.of(
          "arithmetic",
          "audit",
          "bound",
          "check",
          "convention",
          "grade",
          "result",
          "soundness",
          "truth",
          "variants");

  /** Catalogues of inputs: the small numbers in them are values of epsilon. */
  private static final Set<String> INPUTS =
      Set.of(
          "SettingCases.java",
          "SampleStatisticsCases.java",
          "ScaleCases.java",
          "CrossedCases.java",
          "StepDraw.java",
          "CornersTest.java");

  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  private static final Pattern DECIMAL =
      Pattern.compile(
          "(?<![\\w.])(?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?[dDfF]?(?![\\w.])");

  private static final Pattern POWER = Pattern.compile("0x[\\da-fA-F.]+p-(\\d+)");

  /** Half an ulp of 1 in binary64, and its square: of double-double, with the bit that it loses. */
  private static final Set<String> ROUNDOFFS = Set.of("53", "105", "106");

  /** A tolerance is smaller than this; a probability, a momentum or a share of a bound is not. */
  private static final double SMALL = 0.01;

  private static List<String> suspects(String source) {
    String code = COMMENT_OR_STRING.matcher(source).replaceAll(" ");
    List<String> found = new ArrayList<>();
    Matcher decimal = DECIMAL.matcher(code);
    while (decimal.find()) {
      double value = Double.parseDouble(decimal.group().replace("_", ""));
      if (value > 0 && value < SMALL) {
        found.add(decimal.group());
      }
    }
    return found;
  }

  private static List<String> strangePowers(String source) {
    String code = COMMENT_OR_STRING.matcher(source).replaceAll(" ");
    List<String> found = new ArrayList<>();
    Matcher power = POWER.matcher(code);
    while (power.find()) {
      if (!ROUNDOFFS.contains(power.group(1))) {
        found.add(power.group());
      }
    }
    return found;
  }

  private static List<Path> sources(String root) throws IOException {
    Path folder = Path.of("src", root, "java", "org", "normaudit", "verification");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> JUDGES.contains(file.getParent().getFileName().toString()))
          .filter(file -> !INPUTS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "test"})
  void noSmallDecimalStandsWhereVerdictsAreMade(String root) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> sources = sources(root);
    assertFalse(sources.isEmpty());
    for (Path file : sources) {
      suspects(Files.readString(file)).forEach(literal -> found.add(file + ": " + literal));
    }
    // A radicand that is known to be rounded wrongly by a rival algorithm; it is no tolerance.
    found.removeIf(line -> line.endsWith("DfpArithmeticTest.java: 1.5258789062500003E-5"));
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bound", "check", "truth", "grade", "audit", "soundness"})
  void everySmallPowerOfTwoThereIsAUnitRoundoff(String judge) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources("main")) {
      if (file.getParent().endsWith(judge)) {
        strangePowers(Files.readString(file)).forEach(power -> found.add(file + ": " + power));
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void aToleranceWouldBeFound() {
    assertEquals(List.of("1e-6"), suspects("if (Math.abs(a - b) > 1e-6 * scale) {"));
    assertEquals(List.of("0.001", "5e-3f"), suspects("near(x, 0.001); f(5e-3f)"));
    assertEquals(List.of(), suspects("// 1e-6\n/* 1e-7 */ String s = \"1e-8\"; x = 0.5 + v1e3;"));
    assertEquals(List.of("0x1p-40"), strangePowers("return 0x1p-40 * x + 0x1p-53;"));
  }
}
