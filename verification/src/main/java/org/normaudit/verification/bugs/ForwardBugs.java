package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.bugs.SeededBugs.NORM;

import java.util.List;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.verification.bugs.SeededBug.Kind;

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
            .under(c -> c.with(Epsilon.OUTSIDE)),
        new SeededBug(
                "epsilon-twice", Kind.FORWARD, BOTH, "adds epsilon inside and outside the root")
            .under(c -> c.with(Epsilon.BOTH)),
        new SeededBug(
                "epsilon-as-floor",
                Kind.FORWARD,
                BOTH,
                "takes the larger of variance and epsilon instead of the sum")
            .under(c -> c.with(Epsilon.FLOOR)),
        new SeededBug("epsilon-missing", Kind.FORWARD, BOTH, "leaves epsilon out")
            .by(recipe -> recipe.asks(in -> in.withEpsilon(0))),
        new SeededBug(
                "epsilon-hard-coded", Kind.FORWARD, BOTH, "uses 1e-5 whatever epsilon is given")
            .by(recipe -> recipe.asks(in -> in.withEpsilon(1e-5))),
        new SeededBug(
                "bessel-normalizes",
                Kind.FORWARD,
                BOTH,
                "normalizes with Bessel's variance instead of the biased one")
            .under(c -> c.withNormalizing(Correction.BESSEL)),
        new SeededBug("gamma-on-sum", Kind.FORWARD, BOTH, "computes gamma (xhat + beta)")
            .by(recipe -> recipe.change(Step.Y, (c, y) -> y - c.beta + c.gamma * c.beta)),
        new SeededBug("beta-forgotten", Kind.FORWARD, BOTH, "leaves beta out")
            .by(recipe -> recipe.change(Step.Y, (c, y) -> y - c.beta)),
        new SeededBug(
                "gamma-lost-at-inference", Kind.FORWARD, BOTH, "leaves gamma out at inference")
            .by(
                recipe ->
                    recipe.vector(
                        Step.Y,
                        c -> {
                          double gamma = c.isTraining() ? c.gamma : 1;
                          double[] y = c.all(Step.Z).clone();
                          for (int k = 0; k < y.length; k++) {
                            y[k] = c.a.add(c.a.multiply(gamma, y[k]), c.beta);
                          }
                          return y;
                        })),
        new SeededBug(
                "inference-with-batch-statistics",
                Kind.FORWARD,
                BOTH,
                "normalizes with the batch's own statistics at inference")
            .by(
                recipe -> {
                  recipe.value(Step.R, c -> 1);
                  recipe.value(Step.D, c -> 0);
                  recipe.vector(Step.Z, c -> c.all(Step.XHAT));
                }),
        new SeededBug(
                "inference-blends",
                Kind.FORWARD,
                BOTH,
                "blends the batch's statistics into the running ones at inference",
                "onnx PR#8442")
            .by(
                recipe -> {
                  Recipe.Stage honest = recipe.stages.get(Step.Z);
                  recipe.vector(
                      Step.Z,
                      c -> c.isTraining() || c.m() == 0 ? honest.of(c) : blended(recipe, c));
                }),
        new SeededBug(
                "training-with-running-statistics",
                Kind.FORWARD,
                NORM,
                "normalizes with the running statistics in training, once they are updated",
                "onnxruntime#29790")
            .by(recipe -> recipe.vector(Step.XHAT, c -> blended(recipe, c))));
  }

  // With the running statistics that a training step would make.
  private static double[] blended(Recipe recipe, Channel c) {
    double mean = recipe.updated(c, c.oldMean, c.get(Step.MEAN));
    double spread = recipe.updated(c, c.oldSpread, HonestForward.kept(recipe, c));
    return HonestForward.standardized(c, mean, HonestForward.deviation(recipe, c, spread));
  }
}
