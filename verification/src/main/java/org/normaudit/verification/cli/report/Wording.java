package org.normaudit.verification.cli.report;

import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The sentences that several forms of the report share. */
final class Wording {
  private Wording() {}

  /** The whole audit in one sentence. */
  static String verdict(AuditReport report) {
    Coverage coverage = report.coverage();
    String part = coverage.shard().isWhole() ? "" : "Shard %s. ".formatted(coverage.shard());
    return part
        + (coverage.isInterrupted()
            ? "Interrupted after %d of %d cases. "
                .formatted(coverage.cases().size(), coverage.planned())
            : "")
        + findings(report);
  }

  private static String findings(AuditReport report) {
    long guilty =
        report.results().stream()
            .filter(result -> result.verdict().isFinding())
            .map(Result::subject)
            .distinct()
            .count();
    return guilty == 0
        ? "No finding: %d results of %d subjects on %d cases lie within what rounding allows."
            .formatted(
                report.results().size() - report.skipped(),
                report.subjects().size(),
                report.cases())
        : "%s against %d of %d subjects, on %d cases."
            .formatted(
                report.findings() == 1 ? "1 finding" : report.findings() + " findings",
                guilty,
                report.subjects().size(),
                report.cases());
  }

  /** What one finding says. */
  static String detail(Result result) {
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

  /** Whose mistake a diagnosis is about, and its verdict. */
  static String diagnosis(Diagnosis diagnosis) {
    return "%s, %s (%s): %s"
        .formatted(
            diagnosis.subject(),
            diagnosis.layer().label(),
            diagnosis.dtype().label(),
            diagnosis.sentence());
  }

  /** One finding with its verdict, its numbers and the command that shows it again. */
  static String finding(Result result) {
    return "%s: %s\nreproduce: %s"
        .formatted(result.verdict(), detail(result), reproduction(result));
  }

  /** The command that shows one result again. */
  static String reproduction(Result result) {
    return "normaudit case '%s' --subject '%s'".formatted(result.caseLine(), result.subject());
  }
}
