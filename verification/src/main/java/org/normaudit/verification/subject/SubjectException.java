package org.normaudit.verification.subject;

/** A subject that cannot be had as it was asked for: one sentence for whoever asked. */
public final class SubjectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence quotes what was asked for and says what is allowed
   */
  public SubjectException(String sentence) {
    super(sentence);
  }
}
