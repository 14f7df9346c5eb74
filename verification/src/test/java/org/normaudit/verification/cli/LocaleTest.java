package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.verification.cli.report.ReportForms;

/** What is printed and written is the same in every language of a machine. */
class LocaleTest {
  private static final String TIMES = "\"seconds\" : [0-9.E-]+|[, >][0-9.]+ s\\b";

  @TempDir static Path folder;
  private static List<String> english;

  @BeforeAll
  static void inEnglish() throws Exception {
    english = reports("en", "US", "x");
  }

  // An audit with findings and a diagnosis: every form of the report, and what is printed.
  private static List<String> reports(String language, String region, String extensions)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.region=" + region,
                "-Duser.extensions=" + extensions,
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Normaudit.class.getName()));
    words.addAll(List.of("audit", "--subject", "reference:f32:one-pass", "--layer", "batchnorm"));
    words.addAll(List.of("--check", "running-spread", "--check", "y", "--annotations"));
    List<Path> files = new ArrayList<>();
    for (var form : ReportForms.all()) {
      if (form.isFile()) {
        Path file = folder.resolve("report" + files.size());
        words.addAll(List.of(form.option(), file.toString()));
        files.add(file);
      }
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(Normaudit.FINDING, process.waitFor(), printed);
    List<String> all = new ArrayList<>(List.of(printed.replaceAll(TIMES, "")));
    for (Path file : files) {
      all.add(Files.readString(file).replaceAll(TIMES, ""));
    }
    return all;
  }

  @Test
  void somethingIsFound() {
    assertTrue(english.get(0).contains("reproduce: "), english.get(0));
  }

  @ParameterizedTest
  @CsvSource({"ar, EG, u-nu-arab", "de, DE, x", "tr, TR, x"})
  void everyLanguageGivesTheSame(String language, String region, String extensions)
      throws Exception {
    List<String> other = reports(language, region, extensions);
    for (int i = 0; i < other.size(); i++) {
      assertEquals(english.get(i).lines().toList(), other.get(i).lines().toList());
    }
  }
}
