package org.normaudit.verification.core.check;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.truth.Truth;

/**
 * Renormalization where neither r nor d is clipped: the output in training is that of inference
 * from the same running statistics. The batch's errors cancel, so a bad variance passes here.
 */
final class TrainingIsInference {
  private TrainingIsInference() {}

  static Relation relation() {
    return new Relation(
        "training-is-inference",
        "unclipped renormalization trains with inference's output",
        TrainingIsInference::applies,
        context -> context.input().withMode(Mode.INFERENCE),
        context -> List.of(Claim.bounded(1, Roles.Y)));
  }

  private static boolean applies(CheckContext context) {
    Step in = context.input();
    Convention c = context.convention();
    return in.layer().has(Roles.R)
        && in.mode() == Mode.TRAINING
        && context.supported().modes().contains(Mode.INFERENCE)
        && c.get(Coordinates.ORDER) == Convention.Order.BEFORE_UPDATE
        && c.get(Coordinates.DENOMINATOR) == Convention.Denominator.RUNNING
        && c.get(Coordinates.INFERENCE) == Convention.Inference.PLAIN
        && c.get(Coordinates.FOLD) == Convention.RenormPlacement.NONE
        && isUnclipped(context);
  }

  // Unclipped beyond doubt: further from every threshold than r and d may err.
  private static boolean isUnclipped(CheckContext context) {
    Truth truth = context.truth();
    Clip clip = context.input().clip();
    double[] r = truth.nearest(Roles.R);
    double[] d = truth.nearest(Roles.D);
    for (int c = 0; c < r.length; c++) {
      double marginR = context.bounds().get(Roles.R)[c];
      double marginD = context.bounds().get(Roles.D)[c];
      boolean inside =
          r[c] - marginR > Math.max(clip.rMin(), 1 / clip.rMax())
              && r[c] + marginR < clip.rMax()
              && Math.abs(d[c]) + marginD < clip.dMax();
      if (!inside) {
        return false;
      }
    }
    return true;
  }
}
