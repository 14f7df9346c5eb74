package org.normaudit.verification.core.check;

/**
 * On what terms a subject is held to a convention.
 *
 * @param found whether the convention is the one that the subject was found to keep, so that nobody
 *     has said that it is due
 * @param repetition what is asked again
 * @param steadiness what is known of the subject's own repetitions
 */
public record Terms(boolean found, Repetition repetition, Steadiness steadiness) {

  /** A convention that is due, and the same bits in every run. */
  public static Terms strict() {
    return new Terms(false, Repetition.RUN_TO_RUN, new Steadiness());
  }

  /** A convention that is due, on the usual terms, for a subject that is not known yet. */
  static Terms due() {
    return new Terms(false, Repetition.USUAL, new Steadiness());
  }
}
