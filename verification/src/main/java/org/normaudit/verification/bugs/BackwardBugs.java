package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.verification.bugs.SeededBug.Kind;

/** Mistakes in the gradient of x. */
final class BackwardBugs {
  private BackwardBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug("dx-sums-for-means", Kind.BACKWARD, BOTH, "forgets 1/m in dx")
            .by(
                recipe ->
                    training(
                        recipe,
                        c ->
                            HonestBackward.pullback(
                                recipe, c, c.sum(c.all(Step.G)), c.sum(along(c))))),
        new SeededBug("dx-lacks-mean-term", Kind.BACKWARD, BOTH, "takes the mean for a constant")
            .by(
                recipe ->
                    training(recipe, c -> HonestBackward.pullback(recipe, c, 0, c.mean(along(c))))),
        new SeededBug(
                "dx-lacks-variance-term", Kind.BACKWARD, BOTH, "takes the variance for a constant")
            .by(
                recipe ->
                    training(
                        recipe, c -> HonestBackward.pullback(recipe, c, c.mean(c.all(Step.G)), 0))),
        new SeededBug(
                "dx-lacks-both-terms",
                Kind.BACKWARD,
                BOTH,
                "takes mean and variance for constants",
                "deeplearning4j#8335")
            .by(recipe -> training(recipe, c -> HonestBackward.pullback(recipe, c, 0, 0))),
        new SeededBug(
                "dx-sign-of-variance-term",
                Kind.BACKWARD,
                BOTH,
                "adds the variance term of dx instead of subtracting it",
                "mlpack#1923")
            .by(
                recipe ->
                    training(
                        recipe,
                        c ->
                            HonestBackward.pullback(
                                recipe, c, c.mean(c.all(Step.G)), -c.mean(along(c))))),
        new SeededBug("dx-lacks-gamma", Kind.BACKWARD, BOTH, "leaves gamma out of dx")
            .by(recipe -> recipe.vector(Step.G, c -> c.dy)),
        new SeededBug("dx-over-variance", Kind.BACKWARD, BOTH, "divides dx by sigma twice")
            .by(
                recipe ->
                    recipe.change(
                        Step.DX,
                        (c, dx) ->
                            dx / (c.isTraining() ? c.get(Step.SIGMA) : c.get(Step.FIXED_SIGMA)))),
        new SeededBug("dx-zero", Kind.BACKWARD, BOTH, "lets no gradient through to x")
            .by(recipe -> recipe.change(Step.DX, (c, dx) -> 0)),
        new SeededBug(
                "dx-detached-at-inference",
                Kind.BACKWARD,
                BOTH,
                "lets no gradient through to x at inference",
                "pytorch#586")
            .by(recipe -> recipe.change(Step.DX, (c, dx) -> c.isTraining() ? dx : 0)),
        new SeededBug(
                "dx-of-training-at-inference",
                Kind.BACKWARD,
                BOTH,
                "differentiates through the given statistics at inference",
                "xla#913",
                "matconvnet#1174")
            .by(
                recipe -> {
                  Recipe.Stage honest = recipe.stages.get(Step.DX);
                  recipe.vector(
                      Step.DX, c -> c.isTraining() || c.m() == 0 ? honest.of(c) : through(c));
                }),
        new SeededBug("dx-lacks-r", Kind.BACKWARD, RENORM, "leaves r out of dx")
            .by(
                recipe ->
                    recipe.change(Step.DX, (c, dx) -> c.isTraining() ? dx / c.get(Step.R) : dx)),
        new SeededBug(
                "dx-through-r-and-d",
                Kind.BACKWARD,
                RENORM,
                "does not stop the gradient of r and d")
            .by(BackwardBugs::free),
        new SeededBug(
                "dx-projects-corrected-xhat",
                Kind.BACKWARD,
                RENORM,
                "projects on xhat after r and d instead of before")
            .by(
                recipe ->
                    training(
                        recipe,
                        c ->
                            HonestBackward.pullback(
                                recipe,
                                c,
                                c.mean(c.all(Step.G)),
                                c.mean(c.times(c.all(Step.G), c.all(Step.Z)))))));
  }

  private static double[] along(Channel c) {
    return c.times(c.all(Step.G), c.all(Step.XHAT));
  }

  private static void training(Recipe recipe, Recipe.Stage stage) {
    Recipe.Stage honest = recipe.stages.get(Step.DX);
    recipe.vector(Step.DX, c -> c.isTraining() ? stage.of(c) : honest.of(c));
  }

  // (g − ū(g) − x̂·ū(g·x̂))/σ with the running statistics.
  private static double[] through(Channel c) {
    double[] g = c.all(Step.G);
    double meanG = c.mean(g);
    double projection = c.mean(c.times(g, c.all(Step.Z)));
    double[] dx = new double[g.length];
    for (int k = 0; k < dx.length; k++) {
      double t = g[k] - meanG - c.all(Step.Z)[k] * projection;
      dx[k] = c.a.divide(t, c.get(Step.FIXED_SIGMA));
    }
    return dx;
  }

  // dr/dx = x̂/(m·σ) and dd/dx = 1/(m·σ) with the running σ, where they are not clipped.
  private static void free(Recipe recipe) {
    Recipe.Stage held = recipe.stages.get(Step.DX);
    recipe.vector(
        Step.DX,
        c -> {
          double[] dx = held.of(c).clone();
          if (!c.isTraining()) {
            return dx;
          }
          double sigma = c.get(Step.DIVISOR);
          boolean free = c.get(Step.R) == c.a.divide(c.get(Step.SIGMA), sigma);
          double offset = c.a.divide(c.a.subtract(c.get(Step.MEAN), c.oldMean), sigma);
          double throughR = free ? c.mean(along(c)) / sigma : 0;
          double throughD = c.get(Step.D) == offset ? c.mean(c.all(Step.G)) / sigma : 0;
          for (int k = 0; k < dx.length; k++) {
            dx[k] = c.a.round(dx[k] + c.all(Step.XHAT)[k] * throughR + throughD);
          }
          return dx;
        });
  }
}
