package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention.Inference;
import org.normaudit.reference.Convention.Order;
import org.normaudit.reference.Convention.RenormPlacement;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes in r and d of batch renormalization. */
final class RenormBugs {
  private RenormBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug("d-before-r", Kind.FORWARD, RENORM, "adds d before it multiplies by r")
            .by(
                mutation ->
                    mutation.change(
                        Name.NORMALIZED,
                        (c, z) -> c.isTraining() ? z + c.get(Roles.D) * (c.get(Roles.R) - 1) : z)),
        new SeededBug(
                "r-inverted", Kind.FORWARD, RENORM, "divides the running sigma by the batch's")
            .by(mutation -> mutation.change(Roles.R, (c, r) -> 1 / r)),
        new SeededBug("d-negated", Kind.FORWARD, RENORM, "takes mu - mu_B for mu_B - mu")
            .by(mutation -> mutation.change(Roles.D, (c, d) -> -d)),
        new SeededBug("r-not-clipped-below", Kind.FORWARD, RENORM, "clips r from above alone")
            .by(mutation -> mutation.value(Roles.R, c -> Math.min(ratio(c), c.clip().rMax()))),
        new SeededBug("d-not-clipped-below", Kind.FORWARD, RENORM, "clips d from above alone")
            .by(
                mutation ->
                    mutation.value(
                        Roles.D,
                        c ->
                            Math.min(
                                c.a.divide(
                                    c.a.subtract(c.get(Name.MEAN), c.oldMean()),
                                    c.get(Name.DIVISOR)),
                                c.clip().dMax()))),
        new SeededBug("bounds-ignored", Kind.FORWARD, RENORM, "does not clip r and d")
            .by(
                mutation ->
                    mutation.asks(
                        in ->
                            in.withClip(
                                new Clip(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)))),
        new SeededBug(
                "plain-for-ever",
                Kind.FORWARD,
                RENORM,
                "keeps r = 1 and d = 0, as batch normalization",
                "keras-contrib#127")
            .by(mutation -> mutation.asks(in -> in.withClip(Clip.NONE))),
        new SeededBug(
                "d-over-batch-sigma",
                Kind.FORWARD,
                RENORM,
                "divides d by the batch's sigma instead of the running one")
            .by(
                mutation ->
                    mutation.value(
                        Roles.D,
                        c ->
                            Site.clamp(
                                c.a.divide(
                                    c.a.subtract(c.get(Name.MEAN), c.oldMean()), c.get(Name.SIGMA)),
                                -c.clip().dMax(),
                                c.clip().dMax()))),
        new SeededBug("r-of-variances", Kind.FORWARD, RENORM, "takes r of variances, not of sigmas")
            .by(
                mutation ->
                    mutation.value(
                        Roles.R,
                        c ->
                            Site.clamp(
                                c.a.multiply(ratio(c), ratio(c)),
                                1 / c.clip().rMax(),
                                c.clip().rMax()))),
        new SeededBug(
                "running-sigma-read-as-variance",
                Kind.FORWARD,
                RENORM,
                "takes the root of the running sigma once more, in training and at inference")
            .by(
                mutation -> {
                  mutation.change(Name.DIVISOR, (c, sigma) -> Math.sqrt(sigma));
                  mutation.change(Name.FIXED_SIGMA, (c, sigma) -> Math.sqrt(sigma));
                }),
        new SeededBug(
                "r-d-after-update",
                Kind.FORWARD,
                RENORM,
                "takes r and d from the running statistics after the update")
            .under(c -> c.with(Coordinates.ORDER, Order.AFTER_UPDATE)),
        new SeededBug(
                "epsilon-again-at-inference",
                Kind.FORWARD,
                RENORM,
                "adds epsilon once more at inference")
            .under(c -> c.with(Coordinates.INFERENCE, Inference.FURTHER_EPSILON)),
        new SeededBug(
                "folded-into-moments",
                Kind.FORWARD,
                RENORM,
                "folds r and d into mean and variance before epsilon is added again",
                "sbx",
                "CrossQ")
            .under(c -> c.with(Coordinates.FOLD, RenormPlacement.MOMENTS)));
  }

  private static double ratio(Site c) {
    return c.a.divide(c.get(Name.SIGMA), c.get(Name.DIVISOR));
  }
}
