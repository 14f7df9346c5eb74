package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/** Condition numbers from 1 to 1e8, as far as the format tells a spread. */
final class ConditionCases implements CaseFamily {
  static final List<Double> KAPPAS = List.of(1.0, 3.0, 10.0, 1e2, 1e3, 1e4, 1e5, 1e6, 1e8);

  @Override
  public String name() {
    return "condition";
  }

  @Override
  public String purpose() {
    return "Condition numbers from 1 to 1e8, as far as the format tells a spread.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return KAPPAS.stream()
        .map(kappa -> target.start(new Shape(8, 4, 9)).kappa(kappa).build())
        .toList();
  }
}
