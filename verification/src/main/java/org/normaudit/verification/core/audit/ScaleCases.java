package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/** Values scaled up and down by 2^20, in formats with the digits of binary32 at least. */
final class ScaleCases implements CaseFamily {
  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String purpose() {
    return "Values scaled up and down by 2^20, in formats with the digits of binary32 at least.";
  }

  @Override
  public boolean applies(CaseTarget target) {
    return target.isWide();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return List.of(
        target.start(new Shape(4, 3, 5)).exponent(20).build(),
        target.start(new Shape(4, 3, 5)).exponent(-20).epsilon(1e-12).build());
  }
}
