package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.bugs.SeededBugs.RENORM;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.verification.bugs.SeededBug.Kind;

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
                recipe ->
                    recipe.value(
                        Step.DGAMMA,
                        c -> c.sum(c.times(c.dy, c.all(c.isTraining() ? Step.XHAT : Step.Z))))),
        new SeededBug("dgamma-averaged", Kind.BACKWARD, BOTH, "averages dgamma over the batch")
            .by(recipe -> recipe.change(Step.DGAMMA, (c, v) -> v / Math.max(1, c.m()))),
        new SeededBug("dbeta-averaged", Kind.BACKWARD, BOTH, "averages dbeta over the batch")
            .by(recipe -> recipe.change(Step.DBETA, (c, v) -> v / Math.max(1, c.m()))),
        new SeededBug("dgamma-times-gamma", Kind.BACKWARD, BOTH, "multiplies dgamma by gamma")
            .by(recipe -> recipe.change(Step.DGAMMA, (c, v) -> v * c.gamma)),
        new SeededBug(
                "dgamma-of-batch-at-inference",
                Kind.BACKWARD,
                BOTH,
                "takes dgamma with the batch's own xhat at inference")
            .by(
                recipe -> {
                  Recipe.Stage honest = recipe.stages.get(Step.DGAMMA);
                  recipe.vector(
                      Step.DGAMMA,
                      c ->
                          c.isTraining()
                              ? honest.of(c)
                              : new double[] {c.sum(c.times(c.dy, c.all(Step.XHAT)))});
                }),
        new SeededBug(
                "dbeta-over-batch-alone",
                Kind.BACKWARD,
                BOTH,
                "sums dbeta over the batch but not over the map")
            .by(
                recipe ->
                    recipe.value(
                        Step.DBETA,
                        c -> {
                          double[] first = new double[c.input.shape().outer()];
                          for (int o = 0; o < first.length && c.m() > 0; o++) {
                            first[o] = c.dy[o * c.input.shape().inner()];
                          }
                          return c.sum(first);
                        })),
        new SeededBug(
                "second-order-lacks-dbeta",
                Kind.BACKWARD,
                BOTH,
                "forgets the gradient of dbeta in the double backward")
            .by(
                recipe ->
                    recipe.change(
                        Step.GRAD_DY, (c, v) -> v - c.input.second().get().ddbeta()[c.index])),
        new SeededBug(
                "second-order-lacks-dgamma",
                Kind.BACKWARD,
                BOTH,
                "forgets the gradient of dgamma in the double backward of x",
                "pytorch#196699")
            .by(
                recipe ->
                    recipe.vector(
                        Step.GRAD_X,
                        c ->
                            new Channel(recipe, withoutGamma(c.input), c.index)
                                .defined(Quantity.GRAD_X))),
        new SeededBug(
                "second-order-statistics-constant",
                Kind.BACKWARD,
                BOTH,
                "takes the statistics for constants in the double backward of x",
                "pytorch#186256")
            .by(recipe -> recipe.change(Step.GRAD_X, (c, v) -> c.isTraining() ? 0 : v)),
        new SeededBug(
                "second-order-lacks-r",
                Kind.BACKWARD,
                RENORM,
                "leaves r out of the double backward of x")
            .by(
                recipe ->
                    recipe.change(Step.GRAD_X, (c, v) -> c.isTraining() ? v / c.get(Step.R) : v)));
  }

  private static LayerInput withoutGamma(LayerInput input) {
    SecondOrder second = input.second().orElseThrow();
    double[] zeros = new double[second.ddgamma().length];
    Arrays.fill(zeros, 0);
    return input.withSecond(new SecondOrder(second.ddx(), zeros, second.ddbeta()));
  }
}
