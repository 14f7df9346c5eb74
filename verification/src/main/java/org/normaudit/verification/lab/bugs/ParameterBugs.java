package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.lab.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes in the gradients of γ and β, and in the double backward. */
final class ParameterBugs {
  private ParameterBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "dgamma-before-correction",
                Kind.BACKWARD,
                RENORM,
                "takes dgamma with xhat before r and d")
            .by(
                mutation ->
                    mutation.value(
                        Roles.DGAMMA,
                        c ->
                            c.sum(
                                c.times(
                                    c.dy(), c.all(c.isTraining() ? Name.XHAT : Name.NORMALIZED))))),
        new SeededBug("dgamma-averaged", Kind.BACKWARD, BOTH, "averages dgamma over the batch")
            .by(mutation -> mutation.change(Roles.DGAMMA, (c, v) -> v / Math.max(1, c.m()))),
        new SeededBug("dbeta-averaged", Kind.BACKWARD, BOTH, "averages dbeta over the batch")
            .by(mutation -> mutation.change(Roles.DBETA, (c, v) -> v / Math.max(1, c.m()))),
        new SeededBug("dgamma-times-gamma", Kind.BACKWARD, BOTH, "multiplies dgamma by gamma")
            .by(mutation -> mutation.change(Roles.DGAMMA, (c, v) -> v * c.gamma())),
        new SeededBug(
                "dgamma-of-batch-at-inference",
                Kind.BACKWARD,
                BOTH,
                "takes dgamma with the batch's own xhat at inference")
            .by(
                mutation ->
                    mutation.change(
                        Roles.DGAMMA,
                        (c, v) ->
                            c.isTraining()
                                ? v
                                : c.sum(c.times(c.dy(), c.withOwnStatistics().all(Name.XHAT))))),
        new SeededBug(
                "dbeta-over-batch-alone",
                Kind.BACKWARD,
                BOTH,
                "sums dbeta over the batch but not over the map")
            .by(
                mutation ->
                    mutation.value(
                        Roles.DBETA,
                        c -> {
                          double[] first = new double[c.shape().outer()];
                          for (int o = 0; o < first.length && c.m() > 0; o++) {
                            first[o] = c.dy()[o * c.shape().inner()];
                          }
                          return c.sum(first);
                        })),
        new SeededBug(
                "second-order-lacks-dbeta",
                Kind.BACKWARD,
                BOTH,
                "forgets the gradient of dbeta in the double backward")
            .by(
                mutation ->
                    mutation.change(
                        Roles.GRAD_DY, (c, v) -> v - c.step().get(Roles.DDBETA)[c.index()])),
        new SeededBug(
                "second-order-lacks-dgamma",
                Kind.BACKWARD,
                BOTH,
                "forgets the gradient of dgamma in the double backward of x",
                "pytorch#196699")
            .by(
                mutation ->
                    mutation.replace(
                        Roles.GRAD_X, (c, v) -> c.defined(Roles.GRAD_X, withoutGamma(c.step())))),
        new SeededBug(
                "second-order-statistics-constant",
                Kind.BACKWARD,
                BOTH,
                "takes the statistics for constants in the double backward of x",
                "pytorch#186256")
            .by(mutation -> mutation.change(Roles.GRAD_X, (c, v) -> c.isTraining() ? 0 : v)),
        new SeededBug(
                "second-order-lacks-r",
                Kind.BACKWARD,
                RENORM,
                "leaves r out of the double backward of x")
            .by(
                mutation ->
                    mutation.change(
                        Roles.GRAD_X, (c, v) -> c.isTraining() ? v / c.get(Roles.R) : v)));
  }

  private static Step withoutGamma(Step input) {
    return input.with(Roles.DDGAMMA, new double[input.shape().channels()]);
  }
}
