package org.normaudit.verification.core.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.State;

/** Every kind of running statistics before the step, for many values and for one. */
final class StateCases implements CaseFamily {
  @Override
  public String name() {
    return "state";
  }

  @Override
  public String purpose() {
    return "Every kind of running statistics before the step, for many values and for one.";
  }

  @Override
  public boolean applies(CaseTarget target) {
    return target.isStateful();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return Arrays.stream(State.values())
        .flatMap(
            state ->
                Stream.of(new Shape(4, 3, 7), new Shape(1, 3, 1))
                    .map(shape -> target.start(shape).state(state).build()))
        .toList();
  }
}
