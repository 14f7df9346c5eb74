package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/** Two channels of 512 values each. */
final class LongChannelCases implements CaseFamily {
  @Override
  public String name() {
    return "long-channel";
  }

  @Override
  public String purpose() {
    return "Two channels of 512 values each.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(target.start(new Shape(64, 2, 8)).build());
  }
}
