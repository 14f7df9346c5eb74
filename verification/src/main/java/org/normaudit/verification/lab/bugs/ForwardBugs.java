package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.lab.bugs.SeededBugs.NORM;

import java.util.List;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes in the output, of both layers. */
final class ForwardBugs {
  private ForwardBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "epsilon-outside",
                Kind.FORWARD,
                BOTH,
                "adds epsilon to the root of the variance instead of the variance",
                "keras PR#10427",
                "ludvb/batchrenorm")
            .under(c -> c.with(Coordinates.EPSILON, Epsilon.OUTSIDE)),
        new SeededBug(
                "epsilon-twice", Kind.FORWARD, BOTH, "adds epsilon inside and outside the root")
            .under(c -> c.with(Coordinates.EPSILON, Epsilon.BOTH)),
        new SeededBug(
                "epsilon-as-floor",
                Kind.FORWARD,
                BOTH,
                "takes the larger of variance and epsilon instead of the sum")
            .under(c -> c.with(Coordinates.EPSILON, Epsilon.FLOOR)),
        new SeededBug("epsilon-missing", Kind.FORWARD, BOTH, "leaves epsilon out")
            .by(mutation -> mutation.asks(in -> in.withEpsilon(0))),
        new SeededBug(
                "epsilon-hard-coded", Kind.FORWARD, BOTH, "uses 1e-5 whatever epsilon is given")
            .by(mutation -> mutation.asks(in -> in.withEpsilon(1e-5))),
        new SeededBug(
                "bessel-normalizes",
                Kind.FORWARD,
                BOTH,
                "normalizes with Bessel's variance instead of the biased one")
            .under(c -> c.with(Coordinates.NORMALIZING, Correction.BESSEL)),
        new SeededBug("gamma-on-sum", Kind.FORWARD, BOTH, "computes gamma (xhat + beta)")
            .by(
                mutation ->
                    mutation.change(Roles.Y, (c, y) -> y - c.beta() + c.gamma() * c.beta())),
        new SeededBug("beta-forgotten", Kind.FORWARD, BOTH, "leaves beta out")
            .by(mutation -> mutation.change(Roles.Y, (c, y) -> y - c.beta())),
        new SeededBug(
                "gamma-lost-at-inference", Kind.FORWARD, BOTH, "leaves gamma out at inference")
            .by(
                mutation ->
                    mutation.replace(
                        Roles.Y,
                        (c, given) -> {
                          double[] y = c.isTraining() ? given : c.all(Name.NORMALIZED);
                          for (int k = 0; k < y.length && !c.isTraining(); k++) {
                            y[k] = c.a.add(y[k], c.beta());
                          }
                          return y;
                        })),
        new SeededBug(
                "inference-with-batch-statistics",
                Kind.FORWARD,
                BOTH,
                "normalizes with the batch's own statistics at inference")
            .by(
                mutation -> {
                  mutation.value(Roles.R, c -> 1);
                  mutation.value(Roles.D, c -> 0);
                  mutation.replace(Name.NORMALIZED, (c, z) -> c.withOwnStatistics().all(Name.XHAT));
                }),
        new SeededBug(
                "inference-blends",
                Kind.FORWARD,
                BOTH,
                "blends the batch's statistics into the running ones at inference",
                "onnx PR#8442")
            .by(
                mutation ->
                    mutation.replace(
                        Name.NORMALIZED,
                        (c, z) ->
                            c.isTraining() || c.m() == 0 ? z : blended(c.withOwnStatistics()))),
        new SeededBug(
                "training-with-running-statistics",
                Kind.FORWARD,
                NORM,
                "normalizes with the running statistics in training, once they are updated",
                "onnxruntime#29790")
            .by(mutation -> mutation.replace(Name.XHAT, (c, xhat) -> blended(c))));
  }

  // With the running statistics that a training step would make.
  private static double[] blended(Site c) {
    double mean = c.updated(c.oldMean(), c.get(Name.MEAN));
    double spread = c.updated(c.oldSpread(), c.kept());
    return c.standardized(mean, c.deviation(spread));
  }
}
