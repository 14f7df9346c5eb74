package org.normaudit.verification.core.bound;

import java.util.Map;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;

/**
 * The allowances of renormalization with r and d folded into the moments: x̂ = (x − μ')/σ' with μ'
 * = μ − d·q/r, σ' = √(V/r² + ε), q = √V. The formulas over {@link Approximate} numbers, which start
 * from the bounds of μ, V, r and d.
 */
final class FoldedMomentsBound {
  private final Rounding r;
  private final Approximate.Operations a;
  private final double mean;
  private final StatisticsBound statistics;
  private final Approximate variance;
  private final Approximate scale;
  private final Approximate shift;
  private final Approximate q;
  private final Approximate sigma;

  FoldedMomentsBound(
      Rounding r,
      int depth,
      Moments data,
      StatisticsBound statistics,
      double epsilon,
      RenormBound renorm) {
    this.r = r;
    this.a = new Approximate.Operations(r, depth, 2);
    this.mean = data.mean();
    this.statistics = statistics;
    this.variance = new Approximate(data.variance(), statistics.variance());
    this.scale = new Approximate(renorm.scale(), renorm.deltaScale());
    this.shift = a.divide(new Approximate(renorm.shift(), renorm.deltaShift()), scale);
    this.q = a.sqrt(variance);
    Approximate rounded = new Approximate(epsilon, r.u() * epsilon + r.eta());
    this.sigma = a.sqrt(a.add(a.divide(variance, a.multiply(scale, scale)), rounded));
  }

  /** y = γ·x̂ + β. */
  void forward(double[] x, double[] centered, double gamma, double beta, Map<Role, double[]> out) {
    Approximate[] xhat = xhat(x, centered);
    double[] y = new double[x.length];
    for (int k = 0; k < y.length; k++) {
      Approximate scaled = a.multiply(Approximate.exact(gamma), xhat[k]);
      y[k] = stored(a.add(scaled, Approximate.exact(beta)));
    }
    out.put(Roles.Y, y);
  }

  // Whether x − μ' is one subtraction or two, all three terms are rounded.
  private Approximate[] xhat(double[] x, double[] centered) {
    Approximate offset = a.multiply(shift, q);
    double size = Math.abs(mean) + Math.abs(offset.value());
    Approximate[] all = new Approximate[x.length];
    for (int k = 0; k < all.length; k++) {
      double error = statistics.mean() + r.gamma(4) * (Math.abs(x[k]) + size) + r.eta();
      Approximate moved = a.add(new Approximate(centered[k], error), offset);
      all[k] = a.divide(moved, sigma);
    }
    return all;
  }

  /**
   * dγ = Σdy·x̂, and dx for the gradient g of x̂: (g − ū(g))/σ' + x̃·(2/m)·∂/∂V[Σg·x̂], with dσ'/dV
   * = 1/(2r²σ') and dq/dV = 1/(2q).
   */
  void pullback(double[] x, double[] centered, double[] dy, double gamma, Map<Role, double[]> out) {
    int m = dy.length;
    Approximate[] products = a.products(Approximate.exact(dy), xhat(x, centered));
    out.put(Roles.DGAMMA, new double[] {stored(a.sum(products))});
    Approximate[] g = new Approximate[m];
    Approximate[] deviations = new Approximate[m];
    for (int k = 0; k < m; k++) {
      g[k] = a.multiply(Approximate.exact(gamma), Approximate.exact(dy[k]));
      deviations[k] =
          new Approximate(
              centered[k],
              statistics.mean() + r.u() * (Math.abs(centered[k]) + statistics.mean()) + r.eta());
    }
    Approximate[] rest = a.centered(g);
    Approximate factor = factor(g, deviations);
    double[] dx = new double[m];
    for (int k = 0; k < m; k++) {
      Approximate first = a.divide(rest[k], sigma);
      dx[k] = stored(q.value() == 0 ? first : a.add(first, a.multiply(deviations[k], factor)));
    }
    out.put(Roles.DX, dx);
  }

  private Approximate factor(Approximate[] g, Approximate[] x) {
    Approximate one = Approximate.exact(1);
    Approximate two = Approximate.exact(2);
    Approximate slopeOfSigma = a.divide(one, a.multiply(two, a.multiply(scale, scale), sigma));
    Approximate slopeOfQ = a.divide(one, a.multiply(two, q));
    Approximate squared = a.multiply(sigma, sigma);
    Approximate fromScale =
        a.divide(a.multiply(a.sum(a.products(g, x)), slopeOfSigma), squared).negated();
    Approximate ratioSlope =
        a.divide(a.subtract(a.multiply(slopeOfQ, sigma), a.multiply(q, slopeOfSigma)), squared);
    Approximate fromShift = a.multiply(shift, ratioSlope, a.sum(g));
    return a.divide(a.multiply(two, a.add(fromScale, fromShift)), Approximate.exact(g.length));
  }

  private double stored(Approximate result) {
    return r.stored(result.value(), result.error());
  }
}
