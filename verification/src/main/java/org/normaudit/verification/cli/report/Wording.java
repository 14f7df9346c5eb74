package org.normaudit.verification.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** The sentences that several forms of the report share. */
public final class Wording {
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
        + lacking(report)
        + findings(report)
        + coverage(report);
  }

  /** Whether the verdict is not about all that was asked for. */
  static boolean isLimited(AuditReport report) {
    return !lacking(report).isEmpty() || !coverage(report).isEmpty();
  }

  // A layer that was asked for by its name is not skipped silently.
  private static String lacking(AuditReport report) {
    StringBuilder text = new StringBuilder();
    for (AuditReport.SubjectInfo subject : report.subjects()) {
      if (!subject.lacks().isEmpty() && !report.unjudged().contains(subject.name())) {
        text.append(
            String.format(
                Locale.ROOT, "%s has no %s. ", subject.name(), String.join(", ", subject.lacks())));
      }
    }
    return text.toString();
  }

  // What the verdict is not about. Subjects of which nothing was judged are named before.
  private static String coverage(AuditReport report) {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (Judged judged : Judged.of(report)) {
      if (!judged.isWhole() && !report.unjudged().contains(judged.subject())) {
        missing
            .computeIfAbsent(judged.subject(), name -> new LinkedHashSet<>())
            .add(judged.layer() + ": " + judged.text());
      }
    }
    if (missing.isEmpty()) {
      return "";
    }
    return missing.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    " Judged of %s: %s.",
                    entry.getKey(),
                    String.join("; ", entry.getValue())))
        .collect(Collectors.joining());
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
            "%s against %d of %s, on %s, with %s.",
            count(report.findings(), "finding"),
            guilty,
            count(subjects, "subject"),
            count(report.cases(), "case"),
            count(FindingGroup.of(report).size(), "cause"));
  }

  /** A number of things, in words: {@code 1 case}, {@code 2 cases}. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** What one finding says. */
  public static String detail(Result result) {
    String numbers =
        result.where().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%s off by %.3g where %.3g is allowed%s",
                result.where(),
                result.observed(),
                result.allowed(),
                values(result));
    if (numbers.isEmpty() || result.note().isEmpty()) {
      return numbers + result.note();
    }
    return numbers + "; " + result.note();
  }

  private static String values(Result result) {
    return result.hasValues()
        ? String.format(
            Locale.ROOT,
            ": got %s, right is %s, allowed is [%s, %s]",
            digits(result, result.got(), RoundingMode.HALF_EVEN),
            digits(result, result.exact(), RoundingMode.HALF_EVEN),
            digits(result, result.exact() - result.allowed(), RoundingMode.FLOOR),
            digits(result, result.exact() + result.allowed(), RoundingMode.CEILING))
        : "";
  }

  // So many digits tell any two numbers of the format apart.
  private static String digits(Result result, double value, RoundingMode mode) {
    if (!Double.isFinite(value) || value == 0) {
      return Double.toString(value);
    }
    int precision = CaseLine.parse(result.caseLine()).dtype().precision();
    int digits = 2 + (int) Math.floor(precision * Math.log10(2));
    return new BigDecimal(value).round(new MathContext(digits, mode)).toString();
  }

  /** How many findings of which checks a group has. */
  static String checks(FindingGroup group) {
    return group.checks().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What a group of findings is, in one line: its verdict, whose, and its cause. */
  static String title(FindingGroup group) {
    String cause =
        group
            .diagnosis()
            .map(d -> String.format(Locale.ROOT, " (%s): %s", d.dtype().label(), d.sentence()))
            .orElseGet(() -> ", " + group.results().get(0).check());
    return String.format(
        Locale.ROOT, "%s: %s, %s%s", group.verdict(), group.subject(), group.layer(), cause);
  }

  /** The smallest finding of a group, in one line. */
  static String example(FindingGroup group) {
    Result smallest = group.smallest();
    return String.format(
        Locale.ROOT,
        "%s: %s, %s: %s",
        smallest.verdict(),
        smallest.subject(),
        smallest.check(),
        detail(smallest));
  }

  /** How many findings a group has, and of which checks. */
  static String size(FindingGroup group) {
    return count(group.results().size(), "finding") + " with this cause: " + checks(group);
  }

  /** A group in full: its cause, its findings, the smallest of them and how to see it again. */
  static String text(FindingGroup group, Reproduction reproduction) {
    return String.join(
        "\n",
        title(group),
        size(group),
        example(group),
        "reproduce: " + reproduction.of(group.smallest()));
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
}
