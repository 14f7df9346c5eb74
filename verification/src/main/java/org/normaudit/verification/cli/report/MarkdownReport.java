package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The report for a pull request's comment or a build's summary. */
public final class MarkdownReport implements ReportForm {
  private static final int SHOWN_GROUPS = 25;

  @Override
  public String option() {
    return "--markdown";
  }

  @Override
  public String help() {
    return "Writes the report as Markdown, for a comment or a build's summary.";
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("## Normaudit\n\n").append(escaped(Wording.verdict(report))).append("\n\n");
    for (String note : report.notes()) {
      text.append("> ").append(escaped(note)).append('\n');
    }
    List<CheckRow> rows = CheckRow.of(report);
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      text.append("\n### ").append(subject.name()).append("\n\n");
      text.append("Ran on ").append(escaped(subject.ranOn())).append(".\n\n");
      subject.conventions().forEach(c -> text.append("- ").append(escaped(c)).append('\n'));
      report.grades().stream()
          .filter(grade -> grade.subject().equals(subject.name()))
          .forEach(grade -> text.append("- grade: ").append(grade.text()).append('\n'));
      Judged.of(report).stream()
          .filter(judged -> judged.subject().equals(subject.name()))
          .map(judged -> "judged of " + judged.layer() + ": " + judged.text())
          .forEach(line -> text.append("- ").append(escaped(line)).append('\n'));
      text.append("\n| check | layer | cases | skipped | error ulp | of bound | findings |\n");
      text.append("|---|---|---:|---:|---:|---:|---:|\n");
      for (CheckRow row : rows) {
        if (row.subject.equals(subject.name())) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %d | %d | %s | %s | %s |%n",
                  row.check,
                  row.layer,
                  row.judged(),
                  row.skipped(),
                  row.ulp(),
                  row.ratio(),
                  row.findings().isEmpty() ? "" : "**" + row.findings().size() + "**"));
        }
      }
    }
    findings(report, text);
    for (Environment environment : report.environments()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nSeed %d, %s, %s.%n",
              report.seed(),
              environment.java(),
              environment.system()));
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void findings(AuditReport report, StringBuilder text) {
    List<FindingGroup> groups = FindingGroup.of(report);
    if (groups.isEmpty()) {
      return;
    }
    text.append("\n### Findings\n\n");
    Reproduction reproduction = Reproduction.of(report);
    for (FindingGroup group : groups.subList(0, Math.min(SHOWN_GROUPS, groups.size()))) {
      Result smallest = group.smallest();
      text.append(
          String.format(
              Locale.ROOT,
              "- **%s** %s, %s: %s%n  %s%n  - %s%n",
              smallest.verdict(),
              escaped(smallest.subject()),
              smallest.check(),
              escaped(Wording.detail(smallest)),
              code(reproduction.of(smallest)),
              escaped(Wording.size(group))));
      if (group.diagnosis().isPresent()) {
        Diagnosis diagnosis = group.diagnosis().get();
        text.append("  - ").append(escaped(Wording.diagnosis(diagnosis))).append('\n');
        diagnosis.known().forEach(k -> text.append("    - ").append(escaped(k)).append('\n'));
      }
    }
    if (groups.size() > SHOWN_GROUPS) {
      text.append(
          String.format(Locale.ROOT, "- and %d causes more%n", groups.size() - SHOWN_GROUPS));
    }
  }

  // A fence of backticks is longer than any row of them in the text.
  private static String code(String text) {
    String fence = "`";
    while (text.contains(fence)) {
      fence += "`";
    }
    String gap = fence.length() > 1 ? " " : "";
    return fence + gap + text + gap + fence;
  }

  // What a subject says of itself must not become mark-up.
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>|#])", "\\\\$1").replace("\n", " ");
  }
}
