package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.UpdateRule.Correction;

/** Conventions to test with. */
final class Conventions {
  private Conventions() {}

  /**
   * Every combination of the coordinates that σ depends on, for batch renormalization crossed with
   * a few choices of those that r and d depend on; a scale that is not learned; and one stored as
   * w, γ = 1 + w.
   */
  static List<Convention> of(LayerKind layer) {
    List<Convention> all = new ArrayList<>();
    Convention paper = Convention.paper(layer);
    all.add(paper.with(Coordinates.SCALE, Convention.Scale.FIXED));
    Convention onePlus = paper.with(Coordinates.GAMMA_FORM, Convention.GammaForm.ONE_PLUS);
    all.add(onePlus);
    all.add(onePlus.with(Coordinates.SCALE, Convention.Scale.FIXED));
    for (Convention.Epsilon epsilon : Convention.Epsilon.values()) {
      for (Correction normalizing : Correction.values()) {
        for (Convention.RunningStatistic kept : Convention.RunningStatistic.values()) {
          for (Convention.Inference inference : Convention.Inference.values()) {
            Convention sigma =
                paper
                    .with(Coordinates.EPSILON, epsilon)
                    .with(Coordinates.NORMALIZING, normalizing)
                    .with(Coordinates.KEPT, kept)
                    .with(Coordinates.INFERENCE, inference);
            all.add(sigma);
            if (layer == LayerKind.BATCH_RENORM) {
              Convention corrected =
                  sigma
                      .with(Coordinates.LOWER_CLIP, Convention.LowerClip.SEPARATE)
                      .with(Coordinates.DENOMINATOR, Convention.Denominator.FLOORED);
              all.add(corrected.with(Coordinates.ORDER, Convention.Order.AFTER_UPDATE));
              all.add(corrected.with(Coordinates.FOLD, Convention.RenormPlacement.MOMENTS));
            }
          }
        }
      }
    }
    return all;
  }
}
