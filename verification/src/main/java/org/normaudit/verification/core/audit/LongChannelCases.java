package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.verification.core.cases.Case;

/** Two channels of 512 values each, and more values than 11 bits can count. */
final class LongChannelCases implements CaseFamily {
  @Override
  public String name() {
    return "long-channel";
  }

  @Override
  public String purpose() {
    return "Two channels of 512 values each, and more values than 11 bits can count.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    List<Case> cases = new ArrayList<>();
    cases.add(target.start(new Shape(64, 2, 8)).build());
    if (target.isWide() && target.mode() == Mode.TRAINING) {
      // Values that share statistics lie in the batch, or in one sample.
      boolean over = target.layer().is(Property.OVER_BATCH);
      cases.add(target.start(over ? new Shape(2053, 1, 1) : new Shape(1, 1, 2053)).build());
    }
    return cases;
  }
}
