package org.normaudit.reference;

/** A copy of a convention in which a choice can be replaced. */
final class ConventionDraft {
  Convention.Epsilon epsilon;
  UpdateRule.Correction normalizing;
  Convention.Kept kept;
  UpdateRule.Correction correction;
  UpdateRule.Sense sense;
  Convention.Order order;
  Convention.LowerClip lowerClip;
  Convention.Denominator denominator;
  Convention.Inference inference;
  Convention.Fold fold;
  Convention.Scale scale;

  ConventionDraft(Convention convention) {
    epsilon = convention.epsilon();
    normalizing = convention.normalizing();
    kept = convention.kept();
    correction = convention.correction();
    sense = convention.sense();
    order = convention.order();
    lowerClip = convention.lowerClip();
    denominator = convention.denominator();
    inference = convention.inference();
    fold = convention.fold();
    scale = convention.scale();
  }

  Convention finished() {
    return new Convention(
        epsilon,
        normalizing,
        kept,
        correction,
        sense,
        order,
        lowerClip,
        denominator,
        inference,
        fold,
        scale);
  }
}
