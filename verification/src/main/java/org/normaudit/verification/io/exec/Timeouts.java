package org.normaudit.verification.io.exec;

import java.time.Duration;

/**
 * The time limits of a program, and the losses after which it is given up.
 *
 * @param answer for the answer to one step; a trace has as many times that as it has steps
 * @param start for the description, with the start of the program in it
 * @param inARow after so many losses without a good answer in between it is given up
 * @param inAll after so many losses it is given up
 */
record Timeouts(Duration answer, Duration start, int inARow, int inAll) {

  /** Half a minute more for the start than for an answer; 3 losses in a row, 16 in all. */
  static Timeouts of(Duration answer) {
    return new Timeouts(answer, answer.plusSeconds(30), 3, 16);
  }
}
