package org.normaudit.verification.core.subject;

/** A subject that cannot be made as requested. The message is one sentence for the user. */
public final class SubjectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence quotes what was asked for and says what is allowed
   */
  public SubjectException(String sentence) {
    super(sentence);
  }
}
