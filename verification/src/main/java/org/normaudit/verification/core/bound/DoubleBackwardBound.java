package org.normaudit.verification.core.bound;

import java.util.Map;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;

/**
 * The allowances of the double backward of one channel: its formulas over {@link Approximate}
 * numbers, which start from the bounds of x̂, 1/σ, r and d. Two roundings are allowed for each
 * operation, since products of three and four factors are grouped in many ways.
 */
final class DoubleBackwardBound {
  private final Rounding r;
  private final Approximate.Operations a;
  private final double gamma;
  private final Approximate[] dy;
  private final Approximate[] v;
  private final Approximate ggGamma;
  private final Approximate ggBeta;

  DoubleBackwardBound(
      Rounding r, int depth, double gamma, double[] dy, double[] v, double ggGamma, double ggBeta) {
    this.r = r;
    this.a = new Approximate.Operations(r, depth, 2);
    this.gamma = gamma;
    this.dy = Approximate.exact(dy);
    this.v = Approximate.exact(v);
    this.ggGamma = Approximate.exact(ggGamma);
    this.ggBeta = Approximate.exact(ggBeta);
  }

  /** grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB. */
  void fixed(Normalized n, Map<Role, double[]> out) {
    Approximate inverse = Approximate.relative(1 / n.divisor().sigma(), n.divisor().inverse());
    Approximate[] xhat = approximate(n.xhat(), n.delta());
    int m = dy.length;
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    Approximate[] products = new Approximate[m];
    for (int k = 0; k < m; k++) {
      Approximate scaled = a.multiply(dy[k], inverse);
      products[k] = a.multiply(v[k], scaled);
      double early = r.eta() * Math.abs(inverse.value());
      gradX[k] = stored(a.multiply(ggGamma, scaled).widened(early));
      Approximate fromV = a.multiply(Approximate.exact(gamma), a.multiply(v[k], inverse));
      Approximate fromX = a.add(a.multiply(ggGamma, xhat[k]), ggBeta);
      gradDy[k] = stored(a.add(fromV, fromX).widened(early));
    }
    // Σv·dy, ggG·dy and γ·v may underflow before 1/σ comes.
    double lost = r.eta() * (m + 1) * Math.abs(inverse.value());
    out.put(Roles.GRAD_X, gradX);
    out.put(Roles.GRAD_GAMMA, new double[] {stored(a.sum(products).widened(lost))});
    out.put(Roles.GRAD_DY, gradDy);
  }

  /**
   * Training, with P and B of {@link CurvatureBound}:
   *
   * <ul>
   *   <li>grad_x = γr·B(v, dy) + ggG·r·P(dy)
   *   <li>grad_gamma = r·Σv·P(dy)
   *   <li>grad_dy = γr·P(v) + ggG(r·s·x̃ + d) + ggB
   * </ul>
   *
   * <p>Where a product underflows before the powers of s come, they make the η that it lost larger:
   * {@link Underflow} holds what other groupings of the factors add.
   *
   * @param curvature of this channel
   */
  void training(
      CurvatureBound curvature, Approximate scale, Approximate shift, Map<Role, double[]> out) {
    int m = dy.length;
    Approximate gammaR = a.multiply(Approximate.exact(gamma), scale);
    Approximate ggR = a.multiply(ggGamma, scale);
    Approximate[] bent = curvature.bend(v, dy);
    Approximate[] projectedDy = curvature.project(dy);
    Approximate[] projectedV = curvature.project(v);
    Underflow lost =
        new Underflow(
            r.eta(),
            curvature.s(),
            Math.abs(gamma),
            scale.value(),
            Math.abs(ggGamma.value()),
            curvature.along(dy),
            curvature.along(v));
    double[] rests = curvature.rests(dy, v);
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    for (int i = 0; i < m; i++) {
      double size = curvature.size(i);
      Approximate sum = a.add(a.multiply(gammaR, bent[i]), a.multiply(ggR, projectedDy[i]));
      gradX[i] = stored(sum.widened(lost.ofX(size, rests[i])));
      Approximate xhat = a.add(a.multiply(scale, curvature.xhat(i)), shift);
      Approximate fromX = a.add(a.multiply(ggGamma, xhat), ggBeta);
      Approximate whole = a.add(a.multiply(gammaR, projectedV[i]), fromX);
      gradDy[i] = stored(whole.widened(lost.ofDy(size)));
    }
    Approximate sum = a.sum(a.products(v, projectedDy));
    Approximate total = a.multiply(scale, sum).widened(lost.ofGamma(m));
    out.put(Roles.GRAD_X, gradX);
    out.put(Roles.GRAD_GAMMA, new double[] {stored(total)});
    out.put(Roles.GRAD_DY, gradDy);
  }

  private static Approximate[] approximate(double[] values, double[] errors) {
    Approximate[] all = new Approximate[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = new Approximate(values[k], errors[k]);
    }
    return all;
  }

  private double stored(Approximate result) {
    return r.stored(result.value(), result.error());
  }
}
