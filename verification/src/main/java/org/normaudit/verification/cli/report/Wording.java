package org.normaudit.verification.cli.report;

import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The sentences that several forms of the report share. */
final class Wording {
  private Wording() {}

  /** The whole audit in one sentence. */
  static String verdict(AuditReport report) {
    Coverage coverage = report.coverage();
    String part =
        coverage.shard().isWhole()
            ? ""
            : String.format(Locale.ROOT, "Shard %s. ", coverage.shard());
    return part
        + (coverage.isInterrupted()
            ? String.format(
                Locale.ROOT,
                "Interrupted after %d of %d cases. ",
                coverage.cases().size(),
                coverage.planned())
            : "")
        + unjudged(report)
        + findings(report);
  }

  private static String unjudged(AuditReport report) {
    List<String> names = report.unjudged();
    return names.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "Nothing was judged of %s. ", String.join(", ", names));
  }

  private static String findings(AuditReport report) {
    long guilty =
        report.results().stream()
            .filter(result -> result.verdict().isFinding())
            .map(Result::subject)
            .distinct()
            .count();
    long judged = report.results().size() - report.skipped();
    int subjects = report.subjects().size();
    if (judged == 0) {
      return "No result: nothing was compared.";
    }
    return guilty == 0
        ? String.format(
            Locale.ROOT,
            "No finding: %s of %s on %s lie within what rounding allows.",
            count(judged, "result"),
            count(subjects, "subject"),
            count(report.cases(), "case"))
        : String.format(
            Locale.ROOT,
            "%s against %d of %s, on %s.",
            count(report.findings(), "finding"),
            guilty,
            count(subjects, "subject"),
            count(report.cases(), "case"));
  }

  /** A number of things, in words: {@code 1 case}, {@code 2 cases}. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** What one finding says. */
  static String detail(Result result) {
    String numbers =
        result.where().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%s off by %.3g where %.3g is allowed",
                result.where(),
                result.observed(),
                result.allowed());
    if (numbers.isEmpty() || result.note().isEmpty()) {
      return numbers + result.note();
    }
    return numbers + "; " + result.note();
  }

  /** Whose mistake a diagnosis is about, and its verdict. */
  static String diagnosis(Diagnosis diagnosis) {
    return String.format(
        Locale.ROOT,
        "%s, %s (%s): %s",
        diagnosis.subject(),
        diagnosis.layer().label(),
        diagnosis.dtype().label(),
        diagnosis.sentence());
  }

  /** One finding with its verdict, its numbers and the command that shows it again. */
  static String finding(Result result) {
    return String.format(
        Locale.ROOT,
        "%s: %s\nreproduce: %s",
        result.verdict(),
        detail(result),
        reproduction(result));
  }

  /** The command that shows one result again. */
  static String reproduction(Result result) {
    return String.format(
        Locale.ROOT, "normaudit case '%s' --subject '%s'", result.caseLine(), result.subject());
  }
}
