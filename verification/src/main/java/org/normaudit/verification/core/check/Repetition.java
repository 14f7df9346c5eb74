package org.normaudit.verification.core.check;

import java.util.Locale;

/**
 * What is asked more than once, and what is made of answers that differ.
 *
 * @param times how often a check is made again before its finding counts; 0 to {@value #MOST}
 * @param runToRun whether two runs must give the same bits; else they may differ within the bounds
 */
public record Repetition(int times, boolean runToRun) {
  /** The largest number of repetitions. */
  public static final int MOST = 1000;

  /** Every finding is asked for once more; runs may differ within the bounds. */
  public static final Repetition USUAL = new Repetition(1, false);

  /** The same, and two runs must give the same bits. */
  public static final Repetition RUN_TO_RUN = new Repetition(1, true);

  /** Checks the number. */
  public Repetition {
    if (!(times >= 0 && times <= MOST)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a finding can be repeated 0 to %d times: %d", MOST, times));
    }
  }
}
