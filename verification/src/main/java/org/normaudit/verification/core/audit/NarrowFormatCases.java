package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/**
 * Squares beyond the largest number, spreads below the normal numbers, and more values than 11 bits
 * can count.
 */
final class NarrowFormatCases implements CaseFamily {
  @Override
  public String name() {
    return "narrow-format";
  }

  @Override
  public String purpose() {
    return "Squares beyond the largest number, spreads below the normal numbers, and more values than"
        + " 11 bits can count.";
  }

  @Override
  public boolean applies(CaseTarget target) {
    return !target.isWide();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    int top = Math.getExponent(target.dtype().maxFinite());
    int bottom = Math.getExponent(target.dtype().minNormal());
    List<Case> cases = new ArrayList<>();
    for (int exponent : new int[] {top / 2, top - 3, bottom / 2, bottom, bottom - 3}) {
      cases.add(target.start(new Shape(4, 3, 5)).exponent(exponent).build());
    }
    cases.add(target.start(new Shape(2053, 1, 1)).build());
    return cases;
  }
}
