package org.normaudit.verification.cli;

/** The command line's entry point. */
public final class Normaudit {
  private Normaudit() {}

  /**
   * Prints the program's name and version.
   *
   * @param args the command line's words
   */
  public static void main(String[] args) {
    System.out.println("normaudit " + Normaudit.class.getPackage().getImplementationVersion());
  }
}
