package org.normaudit.verification.diagnosis;

import org.normaudit.verification.audit.Audited;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.check.CaseFacts;
import org.normaudit.verification.check.Exam;

/** A case before a subject, its truth worked out once. */
record Examined(Exam exam) {
  static Examined of(Audited audited, Case c) {
    CaseFacts facts = new CaseFacts(c, CaseInput.of(c));
    return new Examined(new Exam(facts, audited.subject(), audited.conventions().get(c.layer())));
  }
}
