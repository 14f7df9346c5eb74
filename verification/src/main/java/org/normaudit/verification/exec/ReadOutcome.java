package org.normaudit.verification.exec;

/** What a program's standard output brought. */
sealed interface ReadOutcome {

  /** A line, without its end. */
  record Line(byte[] text) implements ReadOutcome {}

  /** More bytes without the end of a line than any answer has. */
  record TooLong(int limit) implements ReadOutcome {}

  /** The program has ended, or has closed its output. */
  record Ended() implements ReadOutcome {}

  /** Nothing in time. */
  record Silence() implements ReadOutcome {}
}
