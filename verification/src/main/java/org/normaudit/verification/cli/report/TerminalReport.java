package org.normaudit.verification.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The report for a terminal: one table a subject, one row a check and layer. */
public final class TerminalReport {
  private static final int SHOWN_GROUPS = 20;
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Consumer<String> out;
  private final boolean colours;

  /**
   * @param out takes one line at a time
   * @param colours whether to use ANSI colours
   */
  public TerminalReport(Consumer<String> out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Prints all of it. */
  public void print(AuditReport report) {
    List<CheckRow> rows = CheckRow.of(report);
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      out.accept(subject.name() + "  (" + subject.ranOn() + ")");
      subject.conventions().forEach(convention -> out.accept("  " + convention));
      report.grades().stream()
          .filter(grade -> grade.subject().equals(subject.name()))
          .forEach(grade -> out.accept("  grade: " + grade.text()));
      Judged.of(report).stream()
          .filter(judged -> judged.subject().equals(subject.name()))
          .forEach(j -> out.accept("  judged of " + j.layer() + ": " + j.text()));
      out.accept(
          String.format(
              Locale.ROOT,
              "  %-22s %-12s %6s %5s %10s %9s  %s",
              "check",
              "layer",
              "cases",
              "skip",
              "error ulp",
              "of bound",
              "worst case"));
      rows.stream()
          .filter(row -> row.subject.equals(subject.name()))
          .forEach(row -> out.accept(line(row)));
      out.accept("");
    }
    findings(report);
    report.notes().forEach(note -> out.accept("note: " + note));
    boolean partial = report.coverage().isInterrupted() || !report.unjudged().isEmpty();
    if (partial || !report.coverage().shard().isWhole() || Wording.isLimited(report)) {
      out.accept(marked(partial, Wording.verdict(report)));
    }
    out.accept(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, %s, %s, %d skipped, seed %d, %.1f s",
            Wording.count(report.subjects().size(), "subject"),
            Wording.count(report.cases(), "case"),
            Wording.count(report.checks(), "check"),
            Wording.count(report.results().size(), "result"),
            marked(report.findings() > 0, Wording.count(report.findings(), "finding")),
            report.skipped(),
            report.seed(),
            report.seconds()));
  }

  private String line(CheckRow row) {
    Result worst = row.worst();
    String remark = worst == null ? row.firstSkip() : worst.ratio() == 0 ? "" : worst.caseLine();
    String line =
        String.format(
            Locale.ROOT,
            "  %-22s %-12s %6d %5d %10s %9s  %s",
            row.check,
            row.layer,
            row.judged(),
            row.skipped(),
            row.ulp(),
            row.ratio(),
            remark);
    return marked(!row.findings().isEmpty(), line.stripTrailing());
  }

  private void findings(AuditReport report) {
    Reproduction reproduction = Reproduction.of(report);
    List<FindingGroup> groups = FindingGroup.of(report);
    for (FindingGroup group : groups.subList(0, Math.min(SHOWN_GROUPS, groups.size()))) {
      out.accept(marked(true, Wording.example(group)));
      out.accept("  " + Wording.size(group));
      out.accept("  reproduce: " + reproduction.of(group.smallest()));
      if (group.diagnosis().isPresent()) {
        Diagnosis diagnosis = group.diagnosis().get();
        out.accept("diagnosis: " + Wording.diagnosis(diagnosis));
        diagnosis.known().forEach(known -> out.accept("  " + known));
      }
    }
    if (groups.size() > SHOWN_GROUPS) {
      out.accept(String.format(Locale.ROOT, "and %d causes more", groups.size() - SHOWN_GROUPS));
    }
  }

  private String marked(boolean bad, String text) {
    return colours && bad ? RED + text + PLAIN : text;
  }
}
