package org.normaudit.verification.io.exec;

/** The outcome of waiting for a line of a program's standard output. */
sealed interface ReadOutcome {

  /** A line, without its end. */
  record Line(byte[] text) implements ReadOutcome {}

  /** More bytes without the end of a line than any answer has. */
  record TooLong(int limit) implements ReadOutcome {}

  /** The program has ended, or has closed its output. */
  record Ended() implements ReadOutcome {}

  /** No line before the deadline. */
  record Silence() implements ReadOutcome {}
}
