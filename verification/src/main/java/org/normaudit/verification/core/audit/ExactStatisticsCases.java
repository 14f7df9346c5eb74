package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.State;
import org.normaudit.verification.core.cases.Data.Generated;

/** A mean, a variance and, at ε = 0, a spread that are exact in any order of summation. */
final class ExactStatisticsCases implements CaseFamily {
  @Override
  public String name() {
    return "exact-statistics";
  }

  @Override
  public String purpose() {
    return "A mean, a variance and, at epsilon 0, a spread that are exact in any order of summation.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(
        target
            .start(new Shape(8, 3, 2))
            .data(Generated.TWOPOINT)
            .epsilon(0)
            .state(State.MATCHED)
            .build());
  }
}
