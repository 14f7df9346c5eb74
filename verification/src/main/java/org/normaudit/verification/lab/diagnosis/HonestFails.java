package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every value lies within its bound, and an honest layer of the same format fails the same checks:
 * then no mistake is to be named.
 */
final class HonestFails implements Explanation {
  @Override
  public String name() {
    return "honest-fails";
  }

  @Override
  public Optional<Diagnosis> of(Symptoms symptoms) {
    List<String> failed =
        symptoms.session().failures.stream().map(DiagnosticSession.Failure::check).toList();
    if (failed.isEmpty()
        || !symptoms.wrong().isEmpty()
        || !symptoms.mutants().passes(Mutant.HONEST).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        symptoms.diagnosis(
            List.of(),
            String.format(
                Locale.ROOT,
                "an honest layer of %s fails %s as well: this is a mistake of the audit",
                symptoms.session().dtype.label(),
                String.join(", ", failed)),
            List.of("please report it")));
  }
}
