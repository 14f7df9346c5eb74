package org.normaudit.reference.layer;

import java.util.Arrays;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.UpdateRule;

/** How a convention reads a step that is given in the papers' terms. */
public final class Reading {

  /** Why a step may have no answer under a convention. */
  public static final String UNDEFINED =
      "the convention gives no answer: Bessel's correction needs at least 2 values a channel";

  private Reading() {}

  /**
   * What a step of the papers' rule becomes where a convention reads it: the papers' meaning of
   * momentum and their correction turn into the convention's; any other is an explicit wish, and
   * stays. A γ that is not learned is 1, and w is 0 where γ = 1 + w.
   */
  public static Step of(Convention convention, Step step) {
    UpdateRule rule = step.rule();
    if (rule.sense() == UpdateRule.Sense.UPDATE_WEIGHT) {
      rule = rule.withSense(convention.get(Coordinates.SENSE));
    }
    if (rule.correction() == UpdateRule.Correction.BIASED) {
      rule = rule.withCorrection(convention.get(Coordinates.CORRECTION));
    }
    Step read = step.withRule(rule);
    if (convention.get(Coordinates.SCALE) == Convention.Scale.FIXED && step.affine()) {
      double[] ones = new double[step.gamma().length];
      Arrays.fill(ones, 1);
      read = read.with(Roles.GAMMA, ones);
    } else if (convention.get(Coordinates.GAMMA_FORM) == Convention.GammaForm.ONE_PLUS
        && !step.affine()) {
      read = read.with(Settings.AFFINE, true).with(Roles.GAMMA, new double[step.gamma().length]);
    }
    return read;
  }

  /**
   * Whether a step has an answer under a convention: normalizing by the statistics of one value has
   * none where Bessel's correction takes part.
   */
  public static boolean defines(Convention convention, Step step) {
    boolean biased = convention.get(Coordinates.NORMALIZING) == UpdateRule.Correction.BIASED;
    if (!step.layer().is(Property.OVER_BATCH)) {
      return step.statistics().view().count() != 1
          || biased
          || !step.layer().is(Property.SHIFT_INVARIANT);
    }
    if (step.mode() != Mode.TRAINING || step.shape().count() != 1) {
      return true;
    }
    UpdateRule rule = of(convention, step).rule();
    boolean kept =
        rule.sense() == UpdateRule.Sense.FROZEN
            || rule.correction() == UpdateRule.Correction.BIASED;
    return kept && biased;
  }
}
