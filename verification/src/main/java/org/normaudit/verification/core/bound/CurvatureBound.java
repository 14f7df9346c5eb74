package org.normaudit.verification.core.bound;

import java.util.Arrays;

/**
 * The first and second derivative of x̂ over {@link Approximate} numbers: x̃ = x − μ, s = 1/σ, t =
 * 2dσ/dV, t' = dt/dV, h = s²t and h' = s²t' − s³t²; then
 *
 * <ul>
 *   <li>P(w) = s(w − ū(w)) − h·x̃·ū(w·x̃)
 *   <li>B(v, g) = x̃·K − h·ū(v·x̃)(g − ū(g)) − h·ū(g·x̃)(v − ū(v)), K = −h·cov(v, g) −
 *       2h'·ū(v·x̃)ū(g·x̃)
 * </ul>
 *
 * <p>Where no mean is subtracted, ū(w), ū(v) and ū(g) are left out.
 */
final class CurvatureBound {
  private final Approximate.Operations a;
  private final Approximate[] x;
  private final boolean centered;
  private final Approximate s;
  private final Approximate h;
  private final Approximate change;

  private CurvatureBound(
      Approximate.Operations a,
      Approximate[] x,
      boolean centered,
      Approximate s,
      Approximate slope,
      Approximate bend) {
    this.a = a;
    this.x = x;
    this.centered = centered;
    this.s = s;
    Approximate s2 = a.multiply(s, s);
    this.h = a.multiply(s2, slope);
    this.change = a.subtract(a.multiply(s2, bend), a.multiply(a.multiply(s2, s), slope, slope));
  }

  /**
   * From the bounds of x̂ and of the slope of σ.
   *
   * @param depth of a sum of all values
   * @param folded what folding x·a + b may add to the error of each x̃
   */
  static CurvatureBound of(
      Rounding r,
      int depth,
      Normalized n,
      GradientBound gradient,
      double[] folded,
      boolean centered) {
    Approximate[] x = new Approximate[folded.length];
    for (int k = 0; k < x.length; k++) {
      double value = n.centered()[k];
      double error = n.deltaCentered() + folded[k];
      x[k] = new Approximate(value, error + r.u() * (Math.abs(value) + error) + r.eta());
    }
    return new CurvatureBound(
        new Approximate.Operations(r, depth, 2),
        x,
        centered,
        Approximate.relative(1 / n.divisor().sigma(), n.divisor().inverse()),
        Approximate.relative(gradient.slope(n), gradient.slopeRelative(n)),
        gradient.bend(n));
  }

  /** s·x̃ of one value. */
  Approximate xhat(int k) {
    return a.multiply(s, x[k]);
  }

  /** s. */
  double s() {
    return s.value();
  }

  /** |x̂| of one value. */
  double size(int k) {
    return Math.abs(x[k].value()) * s.value();
  }

  /** |ū(w·x̂)|. */
  double along(Approximate[] w) {
    return Math.abs(a.mean(a.products(w, x)).value()) * s.value();
  }

  /** |g − ū(g)| + |v − ū(v)|, one a value. */
  double[] rests(Approximate[] g, Approximate[] v) {
    Approximate[] restG = rest(g);
    Approximate[] restV = rest(v);
    double[] rests = new double[x.length];
    Arrays.setAll(rests, k -> Math.abs(restG[k].value()) + Math.abs(restV[k].value()));
    return rests;
  }

  Approximate[] project(Approximate[] w) {
    Approximate along = a.multiply(h, a.mean(a.products(w, x)));
    Approximate[] rest = rest(w);
    Approximate[] result = new Approximate[x.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = a.subtract(a.multiply(s, rest[k]), a.multiply(along, x[k]));
    }
    return result;
  }

  Approximate[] bend(Approximate[] v, Approximate[] g) {
    Approximate alongV = a.mean(a.products(v, x));
    Approximate alongG = a.mean(a.products(g, x));
    Approximate covariance = a.mean(a.products(v, g));
    if (centered) {
      covariance = a.subtract(covariance, a.multiply(a.mean(v), a.mean(g)));
    }
    Approximate twice = new Approximate(2 * change.value(), 2 * change.error());
    Approximate k = a.add(a.multiply(h, covariance), a.multiply(twice, alongV, alongG)).negated();
    Approximate byV = a.multiply(h, alongV);
    Approximate byG = a.multiply(h, alongG);
    Approximate[] restV = rest(v);
    Approximate[] restG = rest(g);
    Approximate[] result = new Approximate[x.length];
    for (int i = 0; i < result.length; i++) {
      Approximate alongX = a.subtract(a.multiply(x[i], k), a.multiply(byV, restG[i]));
      result[i] = a.subtract(alongX, a.multiply(byG, restV[i]));
    }
    return result;
  }

  private Approximate[] rest(Approximate[] w) {
    return centered ? a.centered(w) : w;
  }
}
