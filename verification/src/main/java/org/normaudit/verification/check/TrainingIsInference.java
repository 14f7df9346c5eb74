package org.normaudit.verification.check;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.truth.Truth;

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
        context -> List.of(Claim.bounded(1, Quantity.Y)));
  }

  private static boolean applies(CheckContext context) {
    LayerInput in = context.input();
    Convention c = context.convention();
    return in.layer() == LayerKind.BATCH_RENORM
        && in.mode() == Mode.TRAINING
        && context.capabilities().modes().contains(Mode.INFERENCE)
        && c.order() == Convention.Order.BEFORE_UPDATE
        && c.denominator() == Convention.Denominator.RUNNING
        && c.inference() == Convention.Inference.PLAIN
        && c.fold() == Convention.Fold.NONE
        && isUnclipped(context);
  }

  // Unclipped beyond doubt: further from every threshold than r and d may err.
  private static boolean isUnclipped(CheckContext context) {
    Truth truth = context.truth();
    Clip clip = context.input().clip();
    double[] r = truth.nearest(Quantity.R);
    double[] d = truth.nearest(Quantity.D);
    for (int c = 0; c < r.length; c++) {
      double marginR = context.bounds().get(Quantity.R)[c];
      double marginD = context.bounds().get(Quantity.D)[c];
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
