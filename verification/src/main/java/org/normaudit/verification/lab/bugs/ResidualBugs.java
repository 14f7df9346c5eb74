package org.normaudit.verification.lab.bugs;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes of the layers that add a residual. */
final class ResidualBugs {
  private static final Set<Layer> LAYERS = Layers.where(layer -> layer.has(Roles.RESIDUAL));

  private ResidualBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "residual-not-returned",
                Kind.FORWARD,
                LAYERS,
                "hands x on in place of its sum with the residual")
            .by(mutation -> mutation.tells(Roles.SUM, (step, sum) -> step.x().clone())),
        new SeededBug(
                "residual-gradient-lost",
                Kind.BACKWARD,
                LAYERS,
                "leaves the gradient that comes back through the sum out of dx and dresidual")
            .by(
                mutation -> {
                  mutation.replace(Roles.DX, ResidualBugs::withoutSum);
                  mutation.replace(Roles.RESIDUAL.gradient(), ResidualBugs::withoutSum);
                }),
        new SeededBug(
                "residual-summed-in-half",
                Kind.PRECISION,
                LAYERS,
                "rounds the sum with the residual to binary16 before it is normalized")
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.change(Roles.SUM, (c, sum) -> Dtype.BINARY16.round(sum))));
  }

  private static double[] withoutSum(Site c, double[] gradient) {
    double[] upstream = c.given(Roles.SUM.gradient());
    double[] without = gradient.clone();
    for (int k = 0; k < without.length; k++) {
      without[k] = c.a.subtract(without[k], upstream[k]);
    }
    return without;
  }
}
