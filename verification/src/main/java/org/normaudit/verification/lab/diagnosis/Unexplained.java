package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import java.util.Optional;

/** No known mistake: which outputs are wrong, where, and how their errors grow. */
final class Unexplained implements Explanation {
  @Override
  public String name() {
    return "unexplained";
  }

  @Override
  public Optional<Diagnosis> of(Symptoms symptoms) {
    return Optional.of(
        symptoms.diagnosis(
            List.of(),
            symptoms.wrong().isEmpty()
                ? "every value lies within its bound, yet a relation that is exact does not hold; no"
                    + " known mistake does the same"
                : "no known mistake, alone or with another, explains its answers",
            new FailureSummary(symptoms).sentences()));
  }
}
