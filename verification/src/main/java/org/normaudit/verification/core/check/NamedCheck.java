package org.normaudit.verification.core.check;

/** A check with a name and a sentence of its own. */
abstract class NamedCheck implements Check {
  private final String name;
  private final String asserts;

  NamedCheck(String name, String asserts) {
    this.name = name;
    this.asserts = asserts;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String asserts() {
    return asserts;
  }
}
