package org.normaudit.verification.io.data;

/** A file of data that cannot be used. The message names the file and says what is allowed. */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public DataException(String message) {
    super(message);
  }

  /** With what is wrong, and what it came from. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
