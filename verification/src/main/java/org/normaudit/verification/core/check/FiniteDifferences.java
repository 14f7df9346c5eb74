package org.normaudit.verification.core.check;

import java.util.Set;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.truth.Truth;

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
  public Set<Role> needs() {
    return Set.of(Roles.Y, Roles.DX);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return isHeld(context);
  }

  @Override
  void compare(CheckContext context, StepOutput base, Side up, Side down, MaxError worst) {
    for (int c = 0; c < context.input().statistics().view().channels(); c++) {
      compare(context, c, base.get(Roles.DX), up, down, worst);
    }
  }

  @Override
  String note() {
    return "the output changes by other than the gradient says";
  }

  private static void compare(
      CheckContext context, int c, double[] dx, Side up, Side down, MaxError worst) {
    Step in = context.input();
    Shape s = in.statistics().view();
    Truth truth = context.truth();
    DD observed = DD.ZERO;
    DD remainder = DD.ZERO;
    double allowed = 0;
    for (int k = 0; k < s.count(); k++) {
      int i = s.index(k / s.inner(), c, k % s.inner());
      double delta = up.x()[i] - down.x()[i];
      double dy = in.dy()[i];
      double above = up.output().get(Roles.Y)[i];
      double below = down.output().get(Roles.Y)[i];
      observed = observed.add(DD.ofProduct(dy, above)).subtract(DD.ofProduct(dy, below));
      observed = observed.subtract(DD.ofProduct(dx[i], delta));
      remainder = remainder.add(up.exact(Roles.Y, i).subtract(down.exact(Roles.Y, i)).multiply(dy));
      DD slope = DD.of(truth.nearest(Roles.DX)[i]).add(truth.values(Roles.DX).rest(i));
      remainder = remainder.subtract(slope.multiply(delta));
      allowed += Math.abs(dy) * (up.allowed(Roles.Y, i) + down.allowed(Roles.Y, i));
      allowed +=
          Math.abs(delta)
              * (context.bounds().get(Roles.DX)[i] + 2 * truth.values(Roles.DX).radius(i));
    }
    double error = observed.doubleValue();
    double allow = allowed + Math.abs(remainder.doubleValue());
    if (Double.isNaN(allow)) {
      // The exact layer has no value here.
      return;
    }
    worst.add(Roles.DX, s.index(0, c, 0), Math.abs(error), allow, Double.NaN);
  }
}
