package org.normaudit.verification.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.cli.report.StudyPage;
import org.normaudit.verification.cli.report.StudyText;
import org.normaudit.verification.lab.study.Finding;
import org.normaudit.verification.lab.study.Outcome;
import org.normaudit.verification.lab.study.Studies;
import org.normaudit.verification.lab.study.Study;
import org.normaudit.verification.lab.study.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The claims of the papers, as experiments. */
@Command(
    name = "study",
    description = {
      "Runs the claims of the papers as small seeded experiments; exit code 1 if one does not hold."
    },
    footer = {"", "Example:", "  normaudit study bias-blow-up --html study.html"})
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these studies.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "The seed (default 1).")
  private long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "Writes the numbers as JSON.")
  private Path json;

  @Option(names = "--html", paramLabel = "F", description = "Writes a page with plots.")
  private Path html;

  @Option(
      names = "--markdown",
      paramLabel = "F",
      description = "Writes the claims and their numbers as a page of Markdown.")
  private Path markdown;

  @Option(names = "--list", description = "Names the studies and what they claim, and runs none.")
  private boolean list;

  @Override
  public Integer call() throws IOException {
    List<Study> studies =
        names.isEmpty() ? Studies.all() : names.stream().distinct().map(Studies::named).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      studies.forEach(study -> out.printf(Locale.ROOT, "%-20s %s%n", study.name(), study.claim()));
      out.flush();
      return 0;
    }
    for (Path file : Arrays.asList(json, html, markdown)) {
      if (file != null) {
        ReportFile.requireWritable(file);
      }
    }
    Map<Study, Outcome> outcomes = new LinkedHashMap<>();
    for (Study study : studies) {
      Outcome outcome = run(study);
      outcomes.put(study, outcome);
      print(study, outcome, out);
    }
    if (json != null) {
      ReportFile.write(json, stream -> StudyJson.write(outcomes, seed, stream));
    }
    if (html != null) {
      ReportFile.write(html, stream -> StudyPage.write(outcomes, seed, stream));
    }
    if (markdown != null) {
      ReportFile.write(markdown, stream -> StudyText.write(outcomes, seed, stream));
    }
    long held = outcomes.values().stream().filter(Outcome::holds).count();
    out.printf(Locale.ROOT, "%d of %d studies hold, seed %d%n", held, outcomes.size(), seed);
    out.flush();
    return held == outcomes.size() ? 0 : Normaudit.FINDING;
  }

  private Outcome run(Study study) {
    if (!Terminal.hasProgress()) {
      return study.run(seed, () -> {});
    }
    try (ProgressBar bar =
        Terminal.progress(study.name(), study.work()).clearDisplayOnFinish().build()) {
      return study.run(seed, bar::step);
    }
  }

  private static void print(Study study, Outcome outcome, PrintWriter out) {
    out.printf(Locale.ROOT, "%s: %s%n", study.name(), study.claim());
    for (Finding finding : outcome.findings()) {
      out.printf(
          Locale.ROOT,
          "  %s %s: %.6g, expected %s %.6g, allowed %.2g (%s)%n",
          finding.holds() ? "holds" : "FAILS",
          finding.what(),
          finding.measured(),
          finding.relation().sign(),
          finding.expected(),
          finding.allowed(),
          finding.why());
    }
    for (Table table : outcome.tables()) {
      row(table.columns(), out);
      table.rows().forEach(cells -> row(cells, out));
    }
    out.flush();
  }

  private static void row(List<String> cells, PrintWriter out) {
    out.print("  ");
    cells.forEach(cell -> out.printf(Locale.ROOT, "%-18s", cell + " "));
    out.println();
  }
}
