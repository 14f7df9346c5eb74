package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.UpdateRule.Correction;

/** Conventions to test with. */
final class Conventions {
  private Conventions() {}

  /**
   * Every combination of the coordinates that σ depends on, for batch renormalization crossed with
   * a few choices of those that r and d depend on; and a scale that is not learned.
   */
  static List<Convention> of(LayerKind layer) {
    List<Convention> all = new ArrayList<>();
    Convention paper = Convention.paper(layer);
    all.add(paper.with(Convention.Scale.FIXED));
    for (Convention.Epsilon epsilon : Convention.Epsilon.values()) {
      for (Correction normalizing : Correction.values()) {
        for (Convention.Kept kept : Convention.Kept.values()) {
          for (Convention.Inference inference : Convention.Inference.values()) {
            Convention sigma =
                paper.with(epsilon).withNormalizing(normalizing).with(kept).with(inference);
            all.add(sigma);
            if (layer == LayerKind.BATCH_RENORM) {
              Convention corrected =
                  sigma.with(Convention.LowerClip.SEPARATE).with(Convention.Denominator.FLOORED);
              all.add(corrected.with(Convention.Order.AFTER_UPDATE));
              all.add(corrected.with(Convention.Fold.MOMENTS));
            }
          }
        }
      }
    }
    return all;
  }
}
