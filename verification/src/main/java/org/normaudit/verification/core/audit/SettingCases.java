package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseBuilder;

/** One setting at a time: no gamma and beta, frozen statistics, epsilon, momentum. */
final class SettingCases implements CaseFamily {
  @Override
  public String name() {
    return "settings";
  }

  @Override
  public String purpose() {
    return "One setting at a time: no gamma and beta, frozen statistics, epsilon, momentum.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    List<Case> cases = new ArrayList<>();
    cases.add(start(target).affine(false).build());
    if (target.isStateful()) {
      cases.add(start(target).frozen(true).build());
    }
    cases.add(start(target).epsilon(1).build());
    if (target.isStateful()) {
      cases.add(start(target).epsilon(1e-3).momentum(0.01).build());
      cases.add(start(target).momentum(0.9).build());
    }
    return cases;
  }

  private static CaseBuilder start(CaseTarget target) {
    return target.start(new Shape(4, 3, 5));
  }
}
