package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.State;

/** A double backward, also with running statistics far from those of the batch. */
final class SecondOrderCases implements CaseFamily {
  @Override
  public String name() {
    return "second-order";
  }

  @Override
  public String purpose() {
    return "A double backward, also with running statistics far from those of the batch.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(
        target.start(new Shape(4, 3, 5)).second(true).build(),
        target
            .start(new Shape(9, 2, 1))
            .second(true)
            .state(target.isStateful() ? State.FAR : State.NEAR)
            .build());
  }
}
