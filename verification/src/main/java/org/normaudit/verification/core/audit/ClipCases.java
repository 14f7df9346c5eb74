package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.State;

/** Bounds of r and d from both shut to both open, with every kind of running statistics. */
final class ClipCases implements CaseFamily {
  private static final List<Clip> CLIPS =
      List.of(
          Clip.NONE,
          Clip.symmetric(1, 5),
          Clip.symmetric(3, 0),
          Clip.symmetric(1.5, 0.25),
          Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));

  @Override
  public String name() {
    return "clip";
  }

  @Override
  public String purpose() {
    return "Bounds of r and d from both shut to both open, with every kind of running statistics.";
  }

  @Override
  public boolean applies(CaseTarget target) {
    return target.layer().has(Roles.R) && target.mode() == Mode.TRAINING;
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    List<Case> cases = new ArrayList<>();
    for (Clip clip : CLIPS) {
      for (State state : State.values()) {
        cases.add(target.start(new Shape(6, 3, 5)).clip(clip).state(state).build());
      }
      cases.add(target.start(new Shape(1, 4, 1)).clip(clip).build());
    }
    return cases;
  }
}
