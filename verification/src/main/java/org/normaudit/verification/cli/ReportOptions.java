package org.normaudit.verification.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.cli.report.ReportForm;
import org.normaudit.verification.cli.report.ReportForms;
import org.normaudit.verification.cli.report.TerminalReport;
import org.normaudit.verification.core.cases.Shard;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options by which commands are told where reports go: one for each of {@link ReportForms}. */
final class ReportOptions {
  private final Map<ReportForm, OptionSpec> options = new LinkedHashMap<>();
  private final OptionSpec source = source();

  @Mixin private final CommandSpec forms = CommandSpec.create();

  @Mixin private BaselineOptions baseline;

  ReportOptions() {
    ReportForms.all().forEach(form -> options.put(form, option(form)));
    options.values().forEach(forms::addOption);
    forms.addOption(source);
  }

  private static OptionSpec option(ReportForm form) {
    OptionSpec.Builder option = OptionSpec.builder(form.option()).description(form.help());
    return form.isFile()
        ? option.paramLabel("F").type(Path.class).build()
        : option.type(boolean.class).build();
  }

  private static OptionSpec source() {
    String users =
        ReportForms.all().stream()
            .filter(ReportForm::pointsToSource)
            .map(ReportForm::option)
            .collect(Collectors.joining(" and "));
    return OptionSpec.builder("--source")
        .paramLabel("FILE")
        .type(String.class)
        .initialValue("")
        .description("The layer's source in the repository: " + users + " point to it.")
        .build();
  }

  /** The forms that go to a file, by the file. */
  private Map<Path, ReportForm> files() {
    Map<Path, ReportForm> files = new LinkedHashMap<>();
    options.forEach(
        (form, option) -> {
          Path file = form.isFile() ? option.getValue() : null;
          if (file != null && files.putIfAbsent(file, form) != null) {
            throw new IllegalArgumentException("two reports cannot go to one file: '" + file + "'");
          }
        });
    return files;
  }

  /**
   * Checks, before any work is done, that every report can be written.
   *
   * @param shard what is to be reported
   * @throws IllegalArgumentException with one sentence if one cannot
   */
  void requireWritable(Shard shard) {
    baseline.requireValid(shard);
    files().keySet().forEach(ReportFile::requireWritable);
  }

  /**
   * Prints the report, and writes the forms that were asked for.
   *
   * @return the command's exit code
   */
  int write(AuditReport report, CommandLine command) throws IOException {
    PrintWriter out = command.getOut();
    new TerminalReport(out::println, Terminal.hasColours()).print(report);
    out.flush();
    for (Map.Entry<Path, ReportForm> entry : files().entrySet()) {
      ReportFile.write(
          entry.getKey(), stream -> entry.getValue().write(report, source.getValue(), stream));
    }
    for (Map.Entry<ReportForm, OptionSpec> entry : options.entrySet()) {
      if (!entry.getKey().isFile() && Boolean.TRUE.equals(entry.getValue().getValue())) {
        print(entry.getKey(), report, out);
      }
    }
    if (!report.unjudged().isEmpty()) {
      baseline.leave(out);
      return Normaudit.BAD_INPUT;
    }
    if (baseline.isWanted() && !report.coverage().isInterrupted()) {
      return baseline.compare(report, out);
    }
    return report.findings() == 0 ? 0 : Normaudit.FINDING;
  }

  private void print(ReportForm form, AuditReport report, PrintWriter out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    form.write(report, source.getValue(), bytes);
    out.print(bytes.toString(StandardCharsets.UTF_8));
    out.flush();
  }
}
