package org.normaudit.verification.cli;

import java.util.List;
import java.util.Locale;
import org.normaudit.verification.cli.report.Wording;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/**
 * What came of one subject on one case.
 *
 * @param results of the checks that were made; may be empty
 * @param reason why there are no results; empty where there are some
 */
record CaseVerdict(List<Result> results, String reason) {

  /** A subject that could not be asked. */
  static CaseVerdict notJudged(String reason) {
    return new CaseVerdict(List.of(), reason);
  }

  private List<Result> findings() {
    return results.stream().filter(result -> result.verdict().isFinding()).toList();
  }

  private boolean isJudged() {
    return results.stream().anyMatch(result -> result.verdict() != Verdict.SKIPPED);
  }

  /** The verdict in one line: the first finding, that there is none, or why nothing was judged. */
  String text() {
    List<Result> findings = findings();
    if (!findings.isEmpty()) {
      int more = findings.size() - 1;
      return oneLine(
          "verdict: "
              + of(findings.get(0))
              + (more == 0 ? "" : String.format(Locale.ROOT, " (and of %d checks more)", more)));
    }
    if (isJudged()) {
      return "verdict: conforms";
    }
    String why = results.isEmpty() ? reason : results.get(0).note();
    return oneLine("verdict: not judged: " + why);
  }

  /** What one check found, in one line. */
  static String line(Result result) {
    return oneLine("  check " + result.check() + ": " + of(result));
  }

  private static String of(Result result) {
    String detail = Wording.detail(result);
    return result.verdict() + (detail.isEmpty() ? "" : ": " + detail);
  }

  // What a subject says of itself may have line ends in it.
  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  /** The exit code: a finding is one against any subject, and one that is judged is enough. */
  static int exitCode(List<CaseVerdict> verdicts) {
    if (verdicts.stream().anyMatch(verdict -> !verdict.findings().isEmpty())) {
      return Normaudit.FINDING;
    }
    return verdicts.stream().anyMatch(CaseVerdict::isJudged) ? 0 : Normaudit.BAD_INPUT;
  }
}
