package org.normaudit.verification.exec;

/** What a program's standard output brought. */
sealed interface Heard {

  /** A line, without its end. */
  record Line(byte[] text) implements Heard {}

  /** More bytes without the end of a line than any answer has. */
  record TooLong(int limit) implements Heard {}

  /** The program has ended, or has closed its output. */
  record Ended() implements Heard {}

  /** Nothing in time. */
  record Silence() implements Heard {}
}
