package org.normaudit.verification.core.subject;

/**
 * Whether this process is being ended. Programs under audit are killed then, so what they answer
 * from here on says nothing about them.
 */
public final class Interruption {
  private static volatile boolean begun;

  private Interruption() {}

  /** Records that the process is being ended; called before anything is closed. */
  public static void begin() {
    begun = true;
  }

  /** Whether it has begun. */
  public static boolean hasBegun() {
    return begun;
  }
}
