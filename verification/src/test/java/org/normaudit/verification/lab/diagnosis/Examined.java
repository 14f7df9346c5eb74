package org.normaudit.verification.lab.diagnosis;

import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.CheckContext;

/** A case before a subject, its truth worked out once. */
record Examined(CheckContext context) {
  static Examined of(SubjectUnderConvention audited, Case c) {
    CaseContext caseContext = new CaseContext(c, CaseInput.of(c));
    return new Examined(
        new CheckContext(caseContext, audited.subject(), audited.conventions().get(c.layer())));
  }
}
