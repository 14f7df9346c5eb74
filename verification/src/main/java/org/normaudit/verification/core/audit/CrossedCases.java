package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.State;
import org.normaudit.verification.core.cases.Case.Upstream;
import org.normaudit.verification.core.cases.Data.Generated;

/** Every shape with every condition number, all other settings in turn; and large shapes. */
final class CrossedCases implements CaseFamily {
  private static final List<Shape> LARGE =
      List.of(new Shape(256, 64, 1), new Shape(4, 32, 196), new Shape(2, 8, 3136));

  @Override
  public String name() {
    return "crossed";
  }

  @Override
  public String purpose() {
    return "Every shape with every condition number, all other settings in turn; and large shapes.";
  }

  @Override
  public Catalogue.Size size() {
    return Catalogue.Size.FULL;
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    List<Case> cases = new ArrayList<>();
    int turn = 0;
    for (Shape shape : ShapeCases.SHAPES) {
      for (double kappa : ConditionCases.KAPPAS) {
        for (int variant = 0; variant < 3; variant++, turn++) {
          cases.add(
              target
                  .start(shape)
                  .kappa(kappa)
                  .data(turn % 5 == 4 ? Generated.UNIFORM : Generated.NORMAL)
                  .upstream(Upstream.values()[turn % Upstream.values().length])
                  .state(State.values()[turn / 3 % State.values().length])
                  .epsilon(turn % 7 == 6 ? 1e-3 : 1e-5)
                  .momentum(turn % 2 == 0 ? 0.1 : 0.01)
                  .affine(turn % 3 != 2)
                  .second(shape.count() <= 32 && variant == 0)
                  .build());
        }
      }
    }
    for (Shape shape : LARGE) {
      for (double kappa : new double[] {1, 1e3}) {
        cases.add(target.start(shape).kappa(kappa).build());
      }
    }
    return cases;
  }
}
