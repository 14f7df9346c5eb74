package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.verification.cli.report.ReportForm;
import org.normaudit.verification.cli.report.ReportForms;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every form of the report has an option of its own, and the option writes it. */
@Isolated("it reads what is printed")
final class ReportOptionsTest {
  @TempDir static Path folder;

  private static Path report;

  @BeforeAll
  static void audit() {
    report = folder.resolve("report.json");
    // Held to a convention that it does not keep, the reference has findings.
    Printed run =
        Printed.by(
            "audit",
            "--subject",
            "reference",
            "--convention",
            "keras",
            "--layer",
            "batchnorm",
            "--dtype",
            "f32",
            "--check",
            "running-spread",
            "--json",
            report.toString());
    assertEquals(Normaudit.FINDING, run.code(), run.err());
  }

  static List<ReportForm> forms() {
    return ReportForms.all();
  }

  @Test
  void optionsAndSentencesAreUnique() {
    Set<String> options = new HashSet<>();
    Set<String> sentences = new HashSet<>();
    for (ReportForm form : forms()) {
      assertTrue(options.add(form.option()), form.option());
      assertTrue(sentences.add(form.help()), form.help());
      assertTrue(form.option().matches("--[a-z]+"), form.option());
      assertTrue(form.help().endsWith("."), form.help());
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyCommandThatReportsHasTheOption(ReportForm form) {
    for (String command : List.of("audit", "merge")) {
      CommandSpec spec = Normaudit.commandLine().getSubcommands().get(command).getCommandSpec();
      OptionSpec option = spec.findOption(form.option());
      assertArrayEquals(new String[] {form.help()}, option.description());
      assertEquals(form.isFile() ? 1 : 0, option.arity().max());
      String source = spec.findOption("--source").description()[0];
      assertEquals(form.pointsToSource(), source.contains(form.option()), source);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theOptionWritesTheForm(ReportForm form) throws IOException {
    Path file = folder.resolve("form" + form.option());
    String plain = Printed.by("merge", report.toString()).out();
    Printed run =
        form.isFile()
            ? Printed.by("merge", report.toString(), form.option(), file.toString())
            : Printed.by("merge", report.toString(), form.option());
    assertTrue(run.out().startsWith(plain), run.err());
    if (form.isFile()) {
      assertTrue(Files.size(file) > 0);
      assertEquals(plain, run.out());
    } else {
      assertTrue(run.out().length() > plain.length());
    }
  }
}
