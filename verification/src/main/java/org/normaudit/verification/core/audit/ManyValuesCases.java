package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.verification.core.cases.Case;

/** More values that share statistics than 11 bits can count. */
final class ManyValuesCases implements CaseFamily {
  /** Odd, so that binary16 does not have it. */
  private static final int VALUES = 2053;

  @Override
  public String name() {
    return "many-values";
  }

  @Override
  public String purpose() {
    return "More values that share statistics than 11 bits can count.";
  }

  @Override
  public Scope scope() {
    return Scope.LATE;
  }

  @Override
  public boolean applies(CaseTarget target) {
    return target.isWide();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    boolean over = target.layer().is(Property.OVER_BATCH);
    return List.of(target.start(over ? new Shape(VALUES, 1, 1) : new Shape(1, 1, VALUES)).build());
  }
}
