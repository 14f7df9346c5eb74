package org.normaudit.verification.check;

import java.util.Set;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.truth.Truth;

/**
 * The subject against itself: ℓ = Σ dy·y is asked for at x + hv and at x − hv, and what it changes
 * by is compared with Σ dx·δ, where δ is what x was really moved by. No formula of the gradient
 * takes part, but for the remainder of the expansion, which is that of the exact layer.
 *
 * <p>Allowed: Σ|dy|·(both bounds of y) + Σ|δ|·(bound of dx) + |Δℓ − Σ dx·δ| of the exact layer.
 *
 * <p>Renormalization is concerned where r and d are held by their bounds, r_max = 1 and d_max = 0,
 * and at inference: elsewhere its gradient is not the slope of its output, by design.
 */
final class FiniteDifferences extends DirectionalDerivativeCheck {
  FiniteDifferences() {
    super(
        "finite-differences", "the gradient of x is the slope of the subject's own output", false);
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.Y, Quantity.DX);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return isHeld(context);
  }

  @Override
  void compare(CheckContext context, LayerOutput base, Side up, Side down, MaxError worst) {
    for (int c = 0; c < context.input().statistics().channels(); c++) {
      compare(context, c, base.get(Quantity.DX), up, down, worst);
    }
  }

  @Override
  String note() {
    return "the output changes by other than the gradient says";
  }

  private static void compare(
      CheckContext context, int c, double[] dx, Side up, Side down, MaxError worst) {
    LayerInput in = context.input();
    Shape s = in.statistics();
    Truth truth = context.truth();
    DD observed = DD.ZERO;
    DD remainder = DD.ZERO;
    double allowed = 0;
    for (int k = 0; k < s.count(); k++) {
      int i = s.index(k / s.inner(), c, k % s.inner());
      double delta = up.x()[i] - down.x()[i];
      double dy = in.dy()[i];
      double above = up.output().get(Quantity.Y)[i];
      double below = down.output().get(Quantity.Y)[i];
      observed = observed.add(DD.ofProduct(dy, above)).subtract(DD.ofProduct(dy, below));
      observed = observed.subtract(DD.ofProduct(dx[i], delta));
      remainder =
          remainder.add(up.exact(Quantity.Y, i).subtract(down.exact(Quantity.Y, i)).multiply(dy));
      DD slope = DD.of(truth.nearest(Quantity.DX)[i]).add(truth.rest(Quantity.DX, i));
      remainder = remainder.subtract(slope.multiply(delta));
      allowed += Math.abs(dy) * (up.allowed(Quantity.Y, i) + down.allowed(Quantity.Y, i));
      allowed +=
          Math.abs(delta)
              * (context.bounds().get(Quantity.DX)[i] + 2 * truth.radius(Quantity.DX, i));
    }
    double error = observed.doubleValue();
    double allow = allowed + Math.abs(remainder.doubleValue());
    if (Double.isNaN(allow)) {
      // The exact layer has no value here.
      return;
    }
    worst.add(Quantity.DX, s.index(0, c, 0), Math.abs(error), allow, Double.NaN);
  }
}
