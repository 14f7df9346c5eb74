package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention.Fold;
import org.normaudit.reference.Convention.Inference;
import org.normaudit.reference.Convention.Order;
import org.normaudit.verification.bugs.SeededBug.Kind;

/** Mistakes in r and d of batch renormalization. */
final class RenormBugs {
  private RenormBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug("d-before-r", Kind.FORWARD, RENORM, "adds d before it multiplies by r")
            .by(
                recipe ->
                    recipe.change(
                        Step.Z,
                        (c, z) -> c.isTraining() ? z + c.get(Step.D) * (c.get(Step.R) - 1) : z)),
        new SeededBug(
                "r-inverted", Kind.FORWARD, RENORM, "divides the running sigma by the batch's")
            .by(recipe -> recipe.change(Step.R, (c, r) -> 1 / r)),
        new SeededBug("d-negated", Kind.FORWARD, RENORM, "takes mu - mu_B for mu_B - mu")
            .by(recipe -> recipe.change(Step.D, (c, d) -> -d)),
        new SeededBug("r-not-clipped-below", Kind.FORWARD, RENORM, "clips r from above alone")
            .by(recipe -> recipe.value(Step.R, c -> Math.min(ratio(c), c.clip().rMax()))),
        new SeededBug("d-not-clipped-below", Kind.FORWARD, RENORM, "clips d from above alone")
            .by(
                recipe ->
                    recipe.value(
                        Step.D,
                        c ->
                            Math.min(
                                c.a.divide(
                                    c.a.subtract(c.get(Step.MEAN), c.oldMean), c.get(Step.DIVISOR)),
                                c.clip().dMax()))),
        new SeededBug("bounds-ignored", Kind.FORWARD, RENORM, "does not clip r and d")
            .by(
                recipe ->
                    recipe.asks(
                        in ->
                            in.withClip(
                                new Clip(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)))),
        new SeededBug(
                "plain-for-ever",
                Kind.FORWARD,
                RENORM,
                "keeps r = 1 and d = 0, as batch normalization",
                "keras-contrib#127")
            .by(recipe -> recipe.asks(in -> in.withClip(Clip.NONE))),
        new SeededBug(
                "d-over-batch-sigma",
                Kind.FORWARD,
                RENORM,
                "divides d by the batch's sigma instead of the running one")
            .by(
                recipe ->
                    recipe.value(
                        Step.D,
                        c ->
                            HonestForward.clamp(
                                c.a.divide(
                                    c.a.subtract(c.get(Step.MEAN), c.oldMean), c.get(Step.SIGMA)),
                                -c.clip().dMax(),
                                c.clip().dMax()))),
        new SeededBug("r-of-variances", Kind.FORWARD, RENORM, "takes r of variances, not of sigmas")
            .by(
                recipe ->
                    recipe.value(
                        Step.R,
                        c ->
                            HonestForward.clamp(
                                c.a.multiply(ratio(c), ratio(c)),
                                1 / c.clip().rMax(),
                                c.clip().rMax()))),
        new SeededBug(
                "running-sigma-read-as-variance",
                Kind.FORWARD,
                RENORM,
                "takes the root of the running sigma once more, in training and at inference")
            .by(
                recipe -> {
                  recipe.change(Step.DIVISOR, (c, sigma) -> Math.sqrt(sigma));
                  recipe.change(Step.FIXED_SIGMA, (c, sigma) -> Math.sqrt(sigma));
                }),
        new SeededBug(
                "r-d-after-update",
                Kind.FORWARD,
                RENORM,
                "takes r and d from the running statistics after the update")
            .under(c -> c.with(Order.AFTER_UPDATE)),
        new SeededBug(
                "epsilon-again-at-inference",
                Kind.FORWARD,
                RENORM,
                "adds epsilon once more at inference")
            .under(c -> c.with(Inference.FURTHER_EPSILON)),
        new SeededBug(
                "folded-into-moments",
                Kind.FORWARD,
                RENORM,
                "folds r and d into mean and variance before epsilon is added again",
                "sbx",
                "CrossQ")
            .under(c -> c.with(Fold.MOMENTS)));
  }

  private static double ratio(Channel c) {
    return c.a.divide(c.get(Step.SIGMA), c.get(Step.DIVISOR));
  }
}
