package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.lab.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes in the gradient of x. */
final class BackwardBugs {
  private BackwardBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug("dx-sums-for-means", Kind.BACKWARD, BOTH, "forgets 1/m in dx")
            .by(
                mutation -> {
                  mutation.value(Name.MEAN_G, c -> c.sum(c.all(Name.G)));
                  mutation.value(Name.PROJECTION, c -> c.sum(along(c)));
                }),
        new SeededBug("dx-lacks-mean-term", Kind.BACKWARD, BOTH, "takes the mean for a constant")
            .by(mutation -> mutation.value(Name.MEAN_G, c -> 0)),
        new SeededBug(
                "dx-lacks-variance-term", Kind.BACKWARD, BOTH, "takes the variance for a constant")
            .by(mutation -> mutation.value(Name.PROJECTION, c -> 0)),
        new SeededBug(
                "dx-lacks-both-terms",
                Kind.BACKWARD,
                BOTH,
                "takes mean and variance for constants",
                "deeplearning4j#8335")
            .by(
                mutation -> {
                  mutation.value(Name.MEAN_G, c -> 0);
                  mutation.value(Name.PROJECTION, c -> 0);
                }),
        new SeededBug(
                "dx-sign-of-variance-term",
                Kind.BACKWARD,
                BOTH,
                "adds the variance term of dx instead of subtracting it",
                "mlpack#1923")
            .by(mutation -> mutation.change(Name.PROJECTION, (c, along) -> -along)),
        new SeededBug("dx-lacks-gamma", Kind.BACKWARD, BOTH, "leaves gamma out of dx")
            .by(
                mutation -> {
                  mutation.replace(Name.G, (c, g) -> c.dy());
                  mutation.replace(Roles.DX, (c, dx) -> c.isTraining() ? dx : withoutGamma(c));
                }),
        new SeededBug("dx-over-variance", Kind.BACKWARD, BOTH, "divides dx by sigma twice")
            .by(
                mutation ->
                    mutation.change(
                        Roles.DX,
                        (c, dx) ->
                            dx / (c.isTraining() ? c.get(Name.SIGMA) : c.get(Name.FIXED_SIGMA)))),
        new SeededBug("dx-zero", Kind.BACKWARD, BOTH, "lets no gradient through to x")
            .by(mutation -> mutation.change(Roles.DX, (c, dx) -> 0)),
        new SeededBug(
                "dx-detached-at-inference",
                Kind.BACKWARD,
                BOTH,
                "lets no gradient through to x at inference",
                "pytorch#586")
            .by(mutation -> mutation.change(Roles.DX, (c, dx) -> c.isTraining() ? dx : 0)),
        new SeededBug(
                "dx-of-training-at-inference",
                Kind.BACKWARD,
                BOTH,
                "differentiates through the given statistics at inference",
                "xla#913",
                "matconvnet#1174")
            .by(
                mutation ->
                    mutation.replace(
                        Roles.DX, (c, dx) -> c.isTraining() || c.m() == 0 ? dx : through(c))),
        new SeededBug("dx-lacks-r", Kind.BACKWARD, RENORM, "leaves r out of dx")
            .by(
                mutation ->
                    mutation.change(
                        Roles.DX, (c, dx) -> c.isTraining() ? dx / c.get(Roles.R) : dx)),
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
                mutation ->
                    mutation.value(
                        Name.PROJECTION,
                        c -> c.mean(c.times(c.all(Name.G), c.all(Name.NORMALIZED))))));
  }

  private static double[] along(Site c) {
    return c.times(c.all(Name.G), c.all(Name.XHAT));
  }

  // dy/σ with the running statistics.
  private static double[] withoutGamma(Site c) {
    double[] dx = c.dy();
    for (int k = 0; k < dx.length; k++) {
      dx[k] = c.a.divide(dx[k], c.get(Name.FIXED_SIGMA));
    }
    return dx;
  }

  // (g − ū(g) − x̂·ū(g·x̂))/σ with the running statistics.
  private static double[] through(Site c) {
    double[] g = c.times(c.gammas(), c.dy());
    double meanG = c.mean(g);
    double projection = c.mean(c.times(g, c.all(Name.NORMALIZED)));
    double[] dx = new double[g.length];
    for (int k = 0; k < dx.length; k++) {
      double t = g[k] - meanG - c.all(Name.NORMALIZED)[k] * projection;
      dx[k] = c.a.divide(t, c.get(Name.FIXED_SIGMA));
    }
    return dx;
  }

  // dr/dx = x̂/(m·σ) and dd/dx = 1/(m·σ) with the running σ, where they are not clipped.
  private static void free(Mutation mutation) {
    mutation.replace(
        Roles.DX,
        (c, held) -> {
          double[] dx = held.clone();
          if (!c.isTraining()) {
            return dx;
          }
          double sigma = c.get(Name.DIVISOR);
          boolean free = c.get(Roles.R) == c.a.divide(c.get(Name.SIGMA), sigma);
          double offset = c.a.divide(c.a.subtract(c.get(Name.MEAN), c.oldMean()), sigma);
          double throughR = free ? c.mean(along(c)) / sigma : 0;
          double throughD = c.get(Roles.D) == offset ? c.mean(c.all(Name.G)) / sigma : 0;
          for (int k = 0; k < dx.length; k++) {
            dx[k] = c.a.round(dx[k] + c.all(Name.XHAT)[k] * throughR + throughD);
          }
          return dx;
        });
  }
}
