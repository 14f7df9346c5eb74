package org.normaudit.verification.lab.diagnosis;

import java.util.List;

/** A single seeded bug. */
final class OneMistake extends SeededMistakes {
  @Override
  public String name() {
    return "one-mistake";
  }

  @Override
  List<Mutant> candidates(Symptoms symptoms) {
    return likely(symptoms).stream().map(Mutant::of).toList();
  }
}
