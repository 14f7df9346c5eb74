package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** Conventions to test with. */
final class Conventions {
  private Conventions() {}

  /**
   * Every combination of the coordinates that y and its gradients depend on; for batch
   * normalization, of those that it has.
   */
  static List<Convention> of(LayerKind layer) {
    boolean renorm = layer == LayerKind.BATCH_RENORM;
    List<Convention> all = new ArrayList<>();
    for (Convention.Epsilon epsilon : Convention.Epsilon.values()) {
      for (Correction normalizing : Correction.values()) {
        for (Convention.Kept kept : Convention.Kept.values()) {
          for (Convention.Inference inference : Convention.Inference.values()) {
            Choice choice = new Choice(epsilon, normalizing, kept, inference);
            all.add(
                choice.with(
                    Convention.Order.BEFORE_UPDATE,
                    Convention.LowerClip.RECIPROCAL,
                    Convention.Denominator.RUNNING,
                    Convention.Fold.NONE));
            if (renorm) {
              all.add(
                  choice.with(
                      Convention.Order.AFTER_UPDATE,
                      Convention.LowerClip.SEPARATE,
                      Convention.Denominator.FLOORED,
                      Convention.Fold.NONE));
              all.add(
                  choice.with(
                      Convention.Order.BEFORE_UPDATE,
                      Convention.LowerClip.SEPARATE,
                      Convention.Denominator.FLOORED,
                      Convention.Fold.MOMENTS));
            }
          }
        }
      }
    }
    return all;
  }

  private record Choice(
      Convention.Epsilon epsilon,
      Correction normalizing,
      Convention.Kept kept,
      Convention.Inference inference) {

    Convention with(
        Convention.Order order,
        Convention.LowerClip lowerClip,
        Convention.Denominator denominator,
        Convention.Fold fold) {
      return new Convention(
          epsilon,
          normalizing,
          kept,
          Correction.BIASED,
          Sense.TAKE,
          order,
          lowerClip,
          denominator,
          inference,
          fold);
    }
  }
}
