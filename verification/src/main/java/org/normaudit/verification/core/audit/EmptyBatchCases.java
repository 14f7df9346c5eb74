package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/** A batch without values. */
final class EmptyBatchCases implements CaseFamily {
  @Override
  public String name() {
    return "empty-batch";
  }

  @Override
  public String purpose() {
    return "A batch without values.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(target.start(new Shape(0, 3, 5)).build());
  }
}
