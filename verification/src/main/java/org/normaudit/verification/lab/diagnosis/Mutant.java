package org.normaudit.verification.lab.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.core.bound.ErrorModel.VarianceClass;
import org.normaudit.verification.lab.bugs.MutantLayer;
import org.normaudit.verification.lab.bugs.SeededBug;

/**
 * Mistakes that a layer may make, one or two of them; without any, the honest layer.
 *
 * @param bugs in the order in which they are made
 */
record Mutant(List<SeededBug> bugs) {
  static final Mutant HONEST = new Mutant(List.of());

  static Mutant of(SeededBug... bugs) {
    return new Mutant(List.of(bugs));
  }

  /** Whether the formula is right and the arithmetic is not: then it is computed as asked. */
  boolean isNumerical() {
    return bugs.stream().anyMatch(SeededBug::isNumerical);
  }

  /** Whether the same question may be answered differently. */
  boolean isRandom() {
    return bugs.stream().anyMatch(SeededBug::isRandom);
  }

  VarianceClass variance() {
    return bugs.stream()
        .map(SeededBug::variance)
        .max(Comparator.naturalOrder())
        .orElse(VarianceClass.UPDATING);
  }

  /** The convention that a layer with these mistakes keeps to where another is due. */
  Convention keeps(Convention due) {
    Convention kept = due;
    for (SeededBug bug : bugs) {
      kept = bug.keeps(kept);
    }
    return kept;
  }

  /** A layer that makes these mistakes, in the subject's format or in one that hides rounding. */
  MutantLayer layer(Layer layer, Convention due, Dtype dtype) {
    return SeededBug.layer(dtype, Map.of(layer, due), bugs);
  }

  Diagnosis.Cause cause() {
    return new Diagnosis.Cause(
        bugs.stream().map(SeededBug::name).toList(),
        String.join(", and ", bugs.stream().map(SeededBug::effect).toList()));
  }
}
