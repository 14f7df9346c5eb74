package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import java.util.Optional;

/** The subject lets the audit wait, so that there is nothing to compare. */
final class NoAnswer implements Explanation {
  @Override
  public String name() {
    return "no-answer";
  }

  @Override
  public Optional<Diagnosis> of(Symptoms symptoms) {
    return symptoms.session().isLost()
        ? Optional.of(
            symptoms.diagnosis(
                List.of(), "it does not answer in time, so that it cannot be compared", List.of()))
        : Optional.empty();
  }
}
