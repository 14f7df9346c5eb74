package org.normaudit.verification.diagnosis;

import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.check.CaseContext;
import org.normaudit.verification.check.CheckContext;

/** A case before a subject, its truth worked out once. */
record Examined(CheckContext context) {
  static Examined of(SubjectUnderConvention audited, Case c) {
    CaseContext caseContext = new CaseContext(c, CaseInput.of(c));
    return new Examined(
        new CheckContext(caseContext, audited.subject(), audited.conventions().get(c.layer())));
  }
}
