package org.normaudit.verification.core.result;

/**
 * One check of one subject on one case.
 *
 * @param subject the subject's name
 * @param check the check's name
 * @param caseLine the line that reproduces the case
 * @param verdict what was found
 * @param observed the largest error in relation to its allowance: the error itself, in {@code unit}
 * @param allowed what the bound allows there, in {@code unit}; 0 where equality is due
 * @param unit the unit of both, such as {@code absolute}
 * @param ulp the same error in ulp of the true value in the subject's dtype; NaN where that says
 *     nothing
 * @param where the quantity and index of that error, such as {@code dx[17]}; empty where nothing
 *     was compared
 * @param got the value that came there; NaN where that is no number, or where the check compares
 *     something else than one value
 * @param exact the value that is right there, in the digits of the subject's dtype; NaN likewise
 * @param note one sentence more: the reason of a skip, the message of a crash; may be empty
 */
public record Result(
    String subject,
    String check,
    String caseLine,
    Verdict verdict,
    double observed,
    double allowed,
    String unit,
    double ulp,
    String where,
    double got,
    double exact,
    String note) {

  /** Why a relation between runs was not judged that needs equal bits. */
  public static final String UNSTEADY =
      "its runs differ in bits, all within the bounds; --contract run-to-run demands equal bits";

  /** A result without numbers. */
  public static Result plain(
      String subject, String check, String caseLine, Verdict verdict, String note) {
    return new Result(
        subject, check, caseLine, verdict, 0, 0, "", Double.NaN, "", Double.NaN, Double.NaN, note);
  }

  /** The same numbers with another verdict and note. */
  public Result withVerdict(Verdict other, String why) {
    return new Result(
        subject, check, caseLine, other, observed, allowed, unit, ulp, where, got, exact, why);
  }

  /** Whether the result says what came and what is right. */
  public boolean hasValues() {
    return !Double.isNaN(exact);
  }

  /** The observed error as a share of the allowed one: at most 1 conforms; 0/0 is 0. */
  public double ratio() {
    if (observed == 0) {
      return 0;
    }
    return observed / allowed;
  }
}
