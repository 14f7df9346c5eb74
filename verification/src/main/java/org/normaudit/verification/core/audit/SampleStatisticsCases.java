package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/**
 * Channels that fall into groups, a value that shares its statistics with no other, and blocks
 * short enough for every independent gradient.
 */
final class SampleStatisticsCases implements CaseFamily {
  @Override
  public String name() {
    return "sample-statistics";
  }

  @Override
  public String purpose() {
    return "Channels that fall into groups, a value that shares its statistics with no other, and"
        + " blocks short enough for every independent gradient.";
  }

  @Override
  public boolean applies(CaseTarget target) {
    return !target.isStateful();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(
        target.start(new Shape(5, 12, 1)).epsilon(1e-3).build(),
        target.start(new Shape(2, 6, 5)).build(),
        target.start(new Shape(2, 9, 4)).build(),
        target.start(new Shape(3, 1, 1)).build(),
        target.start(new Shape(2, 2, 3)).build(),
        target.start(new Shape(2, 4, 2)).second(true).build());
  }
}
