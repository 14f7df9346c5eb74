package org.normaudit.verification.diagnosis;

import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.verification.audit.Audited;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.check.Exam;
import org.normaudit.verification.truth.Truth;

/** A case before a subject, its truth worked out once. */
record Examined(Exam exam) {
  static Examined of(Audited audited, Case c) {
    LayerInput input = CaseInput.of(c);
    Convention convention = audited.conventions().get(c.layer());
    Truth[] truth = new Truth[1];
    return new Examined(
        new Exam(
            c,
            input,
            audited.subject(),
            convention,
            () -> {
              if (truth[0] == null) {
                truth[0] = Truth.of(input, convention);
              }
              return truth[0];
            }));
  }
}
