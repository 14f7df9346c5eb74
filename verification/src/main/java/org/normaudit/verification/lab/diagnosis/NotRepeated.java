package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import java.util.Optional;

/** Asked again, the subject fails no check and gives no wrong value. */
final class NotRepeated implements Explanation {
  @Override
  public String name() {
    return "not-repeated";
  }

  @Override
  public Optional<Diagnosis> of(Symptoms symptoms) {
    return symptoms.session().failures.isEmpty() && symptoms.wrong().isEmpty()
        ? Optional.of(
            symptoms.diagnosis(
                List.of(),
                "asked again, it makes no mistake: its findings do not repeat",
                List.of()))
        : Optional.empty();
  }
}
