package org.normaudit.verification;

/** Whether tests take all that there is, as in the profile {@code thorough}, or a sample. */
public final class Thorough {
  private Thorough() {}

  /** Whether they take all. */
  public static boolean isAskedFor() {
    return Boolean.getBoolean("normaudit.thorough");
  }

  /** Of so many, take every how many-th: each one if all are asked for. */
  public static int stride(int usual) {
    return isAskedFor() ? 1 : usual;
  }
}
