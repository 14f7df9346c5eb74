package org.normaudit.verification.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;

/** The report for a terminal: one table a subject, one row a check and layer. */
public final class TerminalReport {
  private static final int SHOWN_FINDINGS = 20;

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

  /** Everything that one row says. */
  private static final class Row {
    int judged;
    int skipped;
    int findings;
    double ulp = Double.NaN;
    double ratio = -1;
    String worst = "";

    void add(Result result) {
      if (result.verdict() == Verdict.SKIPPED) {
        skipped++;
        return;
      }
      judged++;
      if (result.verdict().isFinding()) {
        findings++;
      }
      double own = result.ratio();
      if (own > ratio) {
        ratio = own;
        ulp = result.ulp();
        worst = result.caseLine();
      }
    }
  }

  /** Prints all of it. */
  public void print(AuditReport report) {
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      table(report, subject);
    }
    findings(report);
    for (String note : report.notes()) {
      out.accept("note: " + note);
    }
    out.accept(
        "%d subjects, %d cases, %d checks, %d results, %s, %d skipped, seed %d, %.1f s"
            .formatted(
                report.subjects().size(),
                report.cases(),
                report.checks(),
                report.results().size(),
                coloured(report.findings() > 0, report.findings() + " findings"),
                report.skipped(),
                report.seed(),
                report.seconds()));
  }

  private void table(AuditReport report, AuditReport.SubjectInfo subject) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.subject().equals(subject.name())) {
        rows.computeIfAbsent(key(result), key -> new Row()).add(result);
      }
    }
    out.accept(subject.name() + "  (" + subject.ranOn() + ")");
    for (String convention : subject.conventions()) {
      out.accept("  " + convention);
    }
    out.accept(
        "  %-22s %-12s %6s %5s %12s %12s  %s"
            .formatted("check", "layer", "cases", "skip", "error ulp", "of bound", "worst case"));
    for (Map.Entry<String, Row> entry : inOrderOfChecks(rows)) {
      Row row = entry.getValue();
      String[] key = entry.getKey().split(" ", 2);
      String line =
          "  %-22s %-12s %6d %5d %12s %12s  %s"
              .formatted(
                  key[1],
                  key[0],
                  row.judged,
                  row.skipped,
                  number(row.ulp),
                  ratio(row.ratio),
                  row.ratio > 0 ? row.worst : "");
      out.accept(coloured(row.findings > 0, line));
    }
    out.accept("");
  }

  private static List<Map.Entry<String, Row>> inOrderOfChecks(Map<String, Row> rows) {
    List<String> checks = new ArrayList<>();
    Set<String> layers = new TreeSet<>();
    for (String key : rows.keySet()) {
      String[] parts = key.split(" ", 2);
      layers.add(parts[0]);
      if (!checks.contains(parts[1])) {
        checks.add(parts[1]);
      }
    }
    List<Map.Entry<String, Row>> ordered = new ArrayList<>();
    for (String check : checks) {
      for (String layer : layers) {
        Row row = rows.get(layer + " " + check);
        if (row != null) {
          ordered.add(Map.entry(layer + " " + check, row));
        }
      }
    }
    return ordered;
  }

  private void findings(AuditReport report) {
    int shown = 0;
    for (Result result : report.results()) {
      if (!result.verdict().isFinding() || shown++ >= SHOWN_FINDINGS) {
        continue;
      }
      out.accept(
          coloured(
              true,
              "%s: %s, %s: %s"
                  .formatted(result.verdict(), result.subject(), result.check(), detail(result))));
      out.accept(
          "  reproduce: normaudit case '%s' --subject '%s'"
              .formatted(result.caseLine(), result.subject()));
    }
    if (shown > SHOWN_FINDINGS) {
      out.accept("and %d findings more".formatted(shown - SHOWN_FINDINGS));
    }
  }

  private static String detail(Result result) {
    String numbers =
        result.where().isEmpty()
            ? ""
            : "%s off by %.3g where %.3g is allowed"
                .formatted(result.where(), result.observed(), result.allowed());
    if (numbers.isEmpty() || result.note().isEmpty()) {
      return numbers + result.note();
    }
    return numbers + "; " + result.note();
  }

  private static String key(Result result) {
    return result.caseLine().substring(0, result.caseLine().indexOf(' ')) + " " + result.check();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : "%.3g".formatted(value);
  }

  private static String ratio(double value) {
    if (value < 0) {
      return "-";
    }
    return value == 0 ? "exact" : "%.3g".formatted(value);
  }

  private String coloured(boolean bad, String text) {
    if (!colours) {
      return text;
    }
    return (bad ? "\u001b[31m" : "\u001b[32m") + text + "\u001b[0m";
  }
}
