package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Asserts that bad input is rejected, and with which sentence. */
public final class Rejection {
  private Rejection() {}

  /** Fails unless {@code call} is rejected with exactly that sentence. */
  public static void assertRejected(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
