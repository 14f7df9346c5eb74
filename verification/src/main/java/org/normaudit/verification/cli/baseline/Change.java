package org.normaudit.verification.cli.baseline;

/**
 * One difference between two audits.
 *
 * @param kind whether it matters
 * @param text what was and what is, in one sentence
 */
public record Change(Kind kind, String text) {

  /** Whether a change matters. */
  public enum Kind {
    /** It fails the comparison. */
    WORSE,
    /** It is reported. */
    BETTER,
    /** It is reported: neither better nor worse, or an error that is larger within its bound. */
    CHANGED
  }
}
