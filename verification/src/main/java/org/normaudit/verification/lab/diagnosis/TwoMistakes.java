package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.normaudit.verification.lab.bugs.SeededBug;

/**
 * Two seeded bugs at once: one that explains some of the wrong outputs, with every other that may
 * explain the rest. Where no output is wrong there is nothing to share.
 */
final class TwoMistakes extends SeededMistakes {
  /** How many single bugs that explain a part are combined with every other. */
  private static final int PARTIAL = 12;

  @Override
  public String name() {
    return "two-mistakes";
  }

  @Override
  List<Mutant> candidates(Symptoms symptoms) {
    if (symptoms.wrong().isEmpty()) {
      return List.of();
    }
    List<SeededBug> bugs = likely(symptoms);
    record Part(SeededBug bug, int explained) {}
    List<Part> parts = new ArrayList<>();
    for (SeededBug bug : bugs) {
      BitSet explained = (BitSet) symptoms.wrong().clone();
      explained.andNot(symptoms.mutants().unexplained(Mutant.of(bug), true));
      if (!explained.isEmpty()) {
        parts.add(new Part(bug, explained.cardinality()));
      }
    }
    parts.sort((a, b) -> Integer.compare(b.explained(), a.explained()));
    List<Mutant> pairs = new ArrayList<>();
    for (Part part : parts.subList(0, Math.min(PARTIAL, parts.size()))) {
      for (SeededBug other : bugs) {
        if (other != part.bug()) {
          pairs.add(Mutant.of(part.bug(), other));
        }
      }
    }
    return pairs;
  }
}
