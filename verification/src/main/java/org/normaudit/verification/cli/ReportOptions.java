package org.normaudit.verification.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.normaudit.verification.cases.Shard;
import org.normaudit.verification.report.Annotations;
import org.normaudit.verification.report.AuditReport;
import org.normaudit.verification.report.HtmlReport;
import org.normaudit.verification.report.JUnitReport;
import org.normaudit.verification.report.JsonReport;
import org.normaudit.verification.report.MarkdownReport;
import org.normaudit.verification.report.ReportFile;
import org.normaudit.verification.report.SarifReport;
import org.normaudit.verification.report.TerminalReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which commands are told where reports go. */
final class ReportOptions {
  @Option(names = "--json", paramLabel = "F", description = "Writes the report as JSON.")
  private Path json;

  @Option(
      names = "--junit",
      paramLabel = "F",
      description = "Writes the report as JUnit XML, for build servers.")
  private Path junit;

  @Option(
      names = "--html",
      paramLabel = "F",
      description = "Writes the report as one HTML page that needs no network.")
  private Path html;

  @Option(
      names = "--markdown",
      paramLabel = "F",
      description = "Writes the report as Markdown, for a comment or a build's summary.")
  private Path markdown;

  @Option(
      names = "--sarif",
      paramLabel = "F",
      description = "Writes the findings as SARIF 2.1.0, for code hosts.")
  private Path sarif;

  @Option(
      names = "--annotations",
      description = "Prints the findings as annotations of GitHub Actions.")
  private boolean annotations;

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description = "The layer's source in the repository: --sarif and --annotations point to it.")
  private String source = "";

  @Mixin private BaselineOptions baseline;

  /** Writes a report in one form. */
  @FunctionalInterface
  private interface Form {
    void write(AuditReport report, OutputStream out) throws IOException;
  }

  private Map<Path, Form> wanted() {
    Map<Path, Form> forms = new LinkedHashMap<>();
    put(forms, json, JsonReport::write);
    put(forms, junit, JUnitReport::write);
    put(forms, html, HtmlReport::write);
    put(forms, markdown, MarkdownReport::write);
    put(forms, sarif, (report, out) -> SarifReport.write(report, source, out));
    return forms;
  }

  private static void put(Map<Path, Form> forms, Path file, Form form) {
    if (file != null && forms.putIfAbsent(file, form) != null) {
      throw new IllegalArgumentException("two reports cannot go to one file: '" + file + "'");
    }
  }

  /**
   * Checks, before any work is done, that every report can be written.
   *
   * @param shard what is to be reported
   * @throws IllegalArgumentException with one sentence if one cannot
   */
  void requireWritable(Shard shard) {
    baseline.requireValid(shard);
    wanted().keySet().forEach(ReportFile::requireWritable);
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
    for (Map.Entry<Path, Form> entry : wanted().entrySet()) {
      ReportFile.write(entry.getKey(), stream -> entry.getValue().write(report, stream));
    }
    if (annotations) {
      Annotations.print(report, source, out::println);
      out.flush();
    }
    if (baseline.isWanted() && !report.coverage().isInterrupted()) {
      return baseline.compare(report, out);
    }
    return report.findings() == 0 ? 0 : Normaudit.FINDING;
  }
}
