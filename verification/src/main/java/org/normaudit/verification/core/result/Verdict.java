package org.normaudit.verification.core.result;

/** What a check found, typed. */
public enum Verdict {
  /** Within what the bound allows, or equal where equality is due. */
  CONFORMS(false),
  /** The same, under a convention other than the paper's, which is named. */
  CONFORMS_UNDER(false),
  /** Within the bounds of a convention that was found and that no preset keeps to. */
  UNUSUAL_CONVENTION(true),
  /** Beyond what rounding can explain. */
  WRONG(true),
  /** Beyond the bound, in a way that grows as rounding errors do. */
  INACCURATE(true),
  /** The same question was answered differently. */
  NONDETERMINISTIC(true),
  /** The subject died, or answered with something that is no answer. */
  CRASHED(true),
  /** No answer came in time. */
  TIMED_OUT(true),
  /** Valid input was refused. */
  REJECTED_VALID(true),
  /** Invalid input was answered. */
  ACCEPTED_INVALID(true),
  /** A quantity was demanded, and nothing of it was judged. */
  MISSING(true),
  /** Not looked at, with the reason. */
  SKIPPED(false);

  private final boolean finding;

  Verdict(boolean finding) {
    this.finding = finding;
  }

  /** Whether it counts against the subject. */
  public boolean isFinding() {
    return finding;
  }
}
