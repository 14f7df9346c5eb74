package org.normaudit.verification.io.exec;

/** An answer that the protocol does not know: the sentence says why. */
final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  ProtocolException(String sentence) {
    super(sentence);
  }
}
