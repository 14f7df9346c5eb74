package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.truth.Truth;

/**
 * The subject's gradients against its own double backward: Σ ddx·dx + ddγ·dγ is asked for at x + hv
 * and at x − hv, and what it changes by is compared with Σ grad_x·δ, δ being what x was really
 * moved by (dβ does not depend on x).
 *
 * <p>Allowed: the bounds of dx and dγ on both sides weighted with |ddx| and |ddγ|, Σ|δ|·(bound of
 * grad_x), and the remainder of the expansion, |Δ − Σ grad_x·δ| of the exact layer.
 *
 * <p>As for {@link FiniteDifferences}, r and d must be held by their bounds, or inference hold
 * them.
 */
final class SecondDifferences extends DirectionalDerivativeCheck {
  SecondDifferences() {
    super(
        "second-differences",
        "the double backward is the slope of the subject's own gradients",
        true);
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Roles.DX, Roles.DGAMMA, Roles.GRAD_X);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return isHeld(context) && context.truth().has(Roles.GRAD_X);
  }

  @Override
  void compare(CheckContext context, StepOutput base, Side up, Side down, MaxError worst) {
    for (int c = 0; c < context.input().shape().channels(); c++) {
      compare(context, c, base.get(Roles.GRAD_X), up, down, worst);
    }
  }

  @Override
  String note() {
    return "the gradients change by other than the double backward says";
  }

  private static void compare(
      CheckContext context, int c, double[] gradX, Side up, Side down, MaxError worst) {
    Step in = context.input();
    Shape s = in.shape();
    SecondOrder second = in.second().orElseThrow();
    Truth truth = context.truth();
    DD observed = DD.ZERO;
    DD remainder = DD.ZERO;
    double allowed = 0;
    for (int k = 0; k < s.count(); k++) {
      int i = s.index(k / s.inner(), c, k % s.inner());
      double delta = up.x()[i] - down.x()[i];
      DD slope = DD.of(truth.nearest(Roles.GRAD_X)[i]).add(truth.values(Roles.GRAD_X).rest(i));
      observed = observed.subtract(DD.ofProduct(gradX[i], delta));
      remainder = remainder.subtract(slope.multiply(delta));
      allowed +=
          Math.abs(delta)
              * (context.bounds().get(Roles.GRAD_X)[i] + 2 * truth.values(Roles.GRAD_X).radius(i));
      double weight = second.ddx()[i];
      observed = observed.add(moved(up, down, Roles.DX, i, weight));
      remainder =
          remainder.add(up.exact(Roles.DX, i).subtract(down.exact(Roles.DX, i)).multiply(weight));
      allowed += Math.abs(weight) * (up.allowed(Roles.DX, i) + down.allowed(Roles.DX, i));
    }
    double weight = second.ddgamma()[c];
    observed = observed.add(moved(up, down, Roles.DGAMMA, c, weight));
    remainder =
        remainder.add(
            up.exact(Roles.DGAMMA, c).subtract(down.exact(Roles.DGAMMA, c)).multiply(weight));
    for (Side side : List.of(up, down)) {
      allowed += Math.abs(weight) * side.allowed(Roles.DGAMMA, c);
    }
    double allow = allowed + Math.abs(remainder.doubleValue());
    if (Double.isNaN(allow)) {
      // The exact layer has no value here.
      return;
    }
    worst.add(Roles.GRAD_X, s.index(0, c, 0), Math.abs(observed.doubleValue()), allow, Double.NaN);
  }

  private static DD moved(Side up, Side down, Role quantity, int i, double weight) {
    return DD.ofProduct(weight, up.output().get(quantity)[i])
        .subtract(DD.ofProduct(weight, down.output().get(quantity)[i]));
  }
}
