package org.normaudit.verification.lab.diagnosis;

import java.util.List;

/** All ways of explaining findings, in the order in which they are tried. */
final class Explanations {
  private static final List<Explanation> ALL =
      List.of(
          new NoAnswer(),
          new KnownDeparture(),
          new NotRepeated(),
          new HonestFails(),
          new OneMistake(),
          new TwoMistakes(),
          new Unexplained());

  private Explanations() {}

  /** All ways; the last explains anything. */
  static List<Explanation> all() {
    return ALL;
  }
}
