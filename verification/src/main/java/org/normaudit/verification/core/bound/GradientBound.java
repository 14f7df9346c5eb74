package org.normaudit.verification.core.bound;

import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * The allowances of y, dx, dγ and dβ of the values that share statistics, given those of x̂; γ and
 * β are one a value. An empty dy asks for y alone.
 */
final class GradientBound {
  private static final Rounding BINARY64 = Rounding.ofPrecision(0x1p-53);

  private final Step input;
  private final Convention convention;
  private final ErrorModel model;
  private final Rounding r;
  private final double[] gamma;
  private final double[] beta;
  private final double maxGamma;
  private final boolean centered;
  private final double[] x;
  private final double[] dy;
  private final double mean;
  // The variance that normalizes.
  private final double variance;
  private final int depth;
  // The larger error of a division and of a product.
  private final double last;

  GradientBound(
      Step input,
      Convention convention,
      ErrorModel model,
      Rounding r,
      double[] gamma,
      double[] beta,
      double[] x,
      double[] dy,
      double mean,
      double variance) {
    this.input = input;
    this.convention = convention;
    this.variance = variance;
    this.model = model;
    this.r = r;
    this.gamma = gamma;
    this.beta = beta;
    this.maxGamma = Extent.of(gamma).largest();
    this.centered = input.layer().is(Property.SHIFT_INVARIANT);
    this.x = x;
    this.dy = dy;
    this.mean = mean;
    this.depth = model.depth(x.length);
    this.last = r.last();
  }

  /** Fixed statistics: y, and dx = g/σ. */
  void fixed(Normalized n, Map<Role, double[]> out) {
    double[] size = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      size[k] = Math.abs(n.xhat()[k]);
    }
    output(n.xhat(), n.delta(), 1 / n.divisor().sigma(), 0, out);
    if (dy.length < x.length) {
      return;
    }
    sums(n.xhat(), size, n.delta(), 1 / n.divisor().sigma(), out);
    double[] dx = new double[x.length];
    double sigma = n.divisor().sigma();
    double factor = Rounding.compound(r.u(), n.divisor().inverse(), last);
    for (int k = 0; k < x.length; k++) {
      double exact = Math.abs(gamma[k] * dy[k]) / sigma;
      // Any of γ·dy, γ/σ and dy/σ may underflow before the third factor comes.
      double underflow = r.eta() * (1 + 1 / sigma + Math.abs(gamma[k]) + Math.abs(dy[k]));
      dx[k] = r.stored(exact, exact * factor + underflow);
    }
    out.put(Roles.DX, dx);
  }

  /** Training; {@code renorm} is null for batch normalization. */
  void training(Normalized n, RenormBound renorm, Map<Role, double[]> out) {
    int m = x.length;
    double[] z = n.xhat();
    double[] delta = n.delta();
    double[] size = new double[m];
    for (int k = 0; k < m; k++) {
      size[k] = Math.abs(z[k]);
    }
    double scale = 1;
    double shift = 0;
    if (renorm != null) {
      scale = renorm.scale();
      shift = renorm.shift();
      z = new double[m];
      delta = new double[m];
      double inverse = renorm.running().inverse();
      double ofDeviation = Rounding.compound(r.u(), r.u(), r.u(), last, last, last, inverse);
      double ofOffset = Rounding.compound(r.u(), last, last, inverse);
      double lost = 3 * r.eta() * (1 + 1 / renorm.running().sigma());
      for (int k = 0; k < m; k++) {
        double scaled = scale * n.xhat()[k];
        z[k] = scaled + shift;
        size[k] = Math.abs(scaled) + Math.abs(shift);
        delta[k] = corrected(n, renorm, k, z[k], ofDeviation, ofOffset, lost);
      }
    }
    output(z, delta, scale / n.divisor().sigma(), shift, out);
    if (dy.length < x.length) {
      return;
    }
    sums(z, size, delta, scale / n.divisor().sigma(), out);
    out.put(Roles.DX, gradient(n, renorm));
  }

  // x̂·r + d: every error on its own, or, where the batch's statistics cancel, only the roundings
  // around (x−μ)/σ with the running μ and σ: relative ones of its two summands.
  private double corrected(
      Normalized n,
      RenormBound renorm,
      int k,
      double z,
      double ofDeviation,
      double ofOffset,
      double lost) {
    double xhat = Math.abs(n.xhat()[k]);
    double scale = renorm.scale() + renorm.deltaScale();
    double product = scale * (xhat + n.delta()[k]);
    double own =
        scale * n.delta()[k]
            + renorm.deltaScale() * xhat
            + r.u() * product
            + renorm.deltaShift()
            + r.eta();
    own += r.u() * (Math.abs(z) + own);
    if (!renorm.cancels()) {
      return own;
    }
    double sigma = renorm.running().sigma();
    double a = Math.abs(n.centered()[k]) + n.deltaCentered();
    double offset = Math.abs(mean - renorm.runningMean()) + n.deltaCentered();
    double cancelled = (a * ofDeviation + offset * ofOffset) / sigma + lost;
    cancelled += r.u() * (Math.abs(z) + cancelled);
    return Math.min(own, cancelled);
  }

  // y = γ·z + β; folded, y = x·a + b with a = γ·slope and b = β + γ·shift − μ·a.
  private void output(
      double[] z, double[] delta, double slope, double shift, Map<Role, double[]> out) {
    double[] y = new double[x.length];
    double folding = r.gamma(4);
    double offset = Math.abs(mean);
    for (int k = 0; k < x.length; k++) {
      double size = Math.abs(gamma[k]);
      double a = size * slope;
      double constant = Math.abs(beta[k]) + Math.abs(gamma[k] * shift);
      double exact = Math.abs(gamma[k] * z[k] + beta[k]);
      double error = size * delta[k] + r.u() * size * (Math.abs(z[k]) + delta[k]) + r.eta();
      if (model.folded()) {
        error += folding * a * (Math.abs(x[k]) + 2 * offset) + folding * constant;
        // γ/σ may underflow before x or μ comes.
        double early = (2 + Math.abs(x[k]) + offset) * (1 + size);
        error += r.isLost(early, error) ? 0 : r.eta() * early;
      }
      error += r.u() * (exact + error) + r.eta();
      // Where a term passes the largest number but the output does not, nothing is promised.
      double terms = size * (Math.abs(z[k]) + delta[k]);
      if (model.folded()) {
        terms = Math.max(terms, 2 * a * Math.max(Math.abs(x[k]), offset) + constant);
      }
      boolean lost = terms > r.overflow() / 2 && exact <= r.overflow();
      y[k] = lost ? Double.POSITIVE_INFINITY : r.stored(exact, error);
    }
    out.put(Roles.Y, y);
  }

  private void sums(
      double[] z, double[] size, double[] delta, double slope, Map<Role, double[]> out) {
    sums(r, depth, dy, z, size, delta, slope, out);
  }

  // dγ = Σ dy·z and dβ = Σ dy; size is |z|, or r|x̂| + |d| where the two may be summed apart.
  static void sums(
      Rounding r,
      int depth,
      double[] dy,
      double[] z,
      double[] size,
      double[] delta,
      double slope,
      Map<Role, double[]> out) {
    double fromDelta = 0;
    double fromSum = 0;
    double upstream = 0;
    double dot = 0;
    double sum = 0;
    for (int k = 0; k < dy.length; k++) {
      double g = Math.abs(dy[k]);
      fromDelta += g * delta[k];
      fromSum += g * size[k];
      upstream += g;
      dot += dy[k] * z[k];
      sum += dy[k];
    }
    double gammaError =
        fromDelta * (1 + r.gamma(depth + 3))
            + r.gamma(depth + 3) * fromSum
            + (dy.length + 1) * r.eta() * (2 + slope);
    // These sums may lie closer to 0 than the exact ones, since they are evaluated in binary64: by
    // what an honest z may be off at most, and by their own roundings.
    int m = dy.length;
    double own = fromDelta + BINARY64.gamma(m) * (fromSum + fromDelta);
    double dgamma = r.stored(Math.abs(dot) + own, gammaError);
    double dbeta =
        r.stored(Math.abs(sum) + BINARY64.gamma(m) * upstream, r.gamma(depth) * upstream);
    out.put(Roles.DGAMMA, new double[] {dgamma});
    out.put(Roles.DBETA, new double[] {dbeta});
  }

  // dx = (1/σ)(g − ū(g) − x̃·slope·ū(g·x̂)), times r; without ū(g) where no mean is subtracted.
  private double[] gradient(Normalized n, RenormBound renorm) {
    int m = x.length;
    double sigma = n.divisor().sigma();
    double meanG = 0;
    double meanAbsG = 0;
    double projection = 0;
    double projectionAbs = 0;
    double projectionDelta = 0;
    for (int k = 0; k < m; k++) {
      double g = gamma[k] * dy[k];
      meanG += centered ? g / m : 0;
      meanAbsG += Math.abs(g) / m;
      projection += g * n.xhat()[k] / m;
      projectionAbs += Math.abs(g) * (Math.abs(n.xhat()[k]) + n.delta()[k]) / m;
      projectionDelta += Math.abs(g) * n.delta()[k] / m;
    }
    double sumError = r.gamma(depth + 4) + r.division();
    // γ may come before or after the sums, and make what underflowed larger.
    double growth = Math.max(1, maxGamma);
    double eta = r.eta() * growth;
    double deltaMeanG = centered ? sumError * meanAbsG + 2 * eta : 0;
    double deltaProjection = projectionDelta * (1 + sumError) + sumError * projectionAbs + 2 * eta;
    double slope = slope(n);
    double slopeError = Rounding.compound(r.u(), slopeRelative(n), last, last);
    double folding = r.gamma(6);
    double u4 = 4 * r.u();
    double onePlusSlope = 1 + slope;
    double range = 1 + sigma + 1 / sigma;
    double offset = Math.abs(mean);
    Scaling scaling = Scaling.of(r, n.divisor(), renorm);
    double[] dx = new double[m];
    for (int k = 0; k < m; k++) {
      double g = gamma[k] * dy[k];
      double along = n.centered()[k] * slope;
      double size = Math.abs(n.centered()[k]);
      double deltaAlong =
          (n.deltaCentered() + (size + n.deltaCentered()) * slopeError) * slope + r.eta();
      double p = along * projection;
      double deltaP =
          Math.abs(along) * deltaProjection
              + Math.abs(projection) * deltaAlong
              + deltaAlong * deltaProjection
              + r.u() * (Math.abs(along) + deltaAlong) * (Math.abs(projection) + deltaProjection);
      double t = g - meanG - p;
      double deltaT = r.u() * Math.abs(g) + deltaMeanG + deltaP + 3 * eta;
      // The projection times the slope, or Σg·x̃ times 1/m and both factors of the slope, may
      // underflow before x̃ comes.
      double early = 2 * (size + n.deltaCentered()) * onePlusSlope * onePlusSlope * growth;
      deltaT += r.isLost(early, deltaT) ? 0 : r.eta() * early;
      deltaT += u4 * (Math.abs(g) + Math.abs(meanG) + Math.abs(p) + deltaT);
      if (model.folded()) {
        deltaT +=
            folding
                * (Math.abs(x[k]) + 2 * offset)
                * slope
                * (Math.abs(projection) + deltaProjection);
        // The sum of dy·x̃ and its products with 1/σ may underflow before x or μ comes.
        early = 4 * (1 + Math.abs(x[k]) + offset) * range * growth;
        deltaT += r.isLost(early, deltaT) ? 0 : r.eta() * early;
      }
      dx[k] = scaling.allowed(gamma[k], t, deltaT);
    }
    return dx;
  }

  // 2dσ/dV, by which x̃ is multiplied: 1/σ where ε lies inside the root.
  double slope(Normalized n) {
    double bessel = bessel() ? x.length / (x.length - 1.0) : 1;
    if (convention.get(Coordinates.EPSILON) == Convention.Epsilon.INSIDE) {
      return bessel / n.divisor().sigma();
    }
    double root = SpreadBound.root(convention.get(Coordinates.EPSILON), variance, input.epsilon());
    return root == 0 ? 0 : bessel / root;
  }

  double slopeRelative(Normalized n) {
    return convention.get(Coordinates.EPSILON) == Convention.Epsilon.INSIDE
        ? n.divisor().inverse() + (bessel() ? r.gamma(3) : 0)
        : n.divisor().slope() + (bessel() ? r.gamma(3) : 0);
  }

  /**
   * The derivative of 2dσ/dV by V: −1/2 of its cube, and a factor m/(m−1) less under Bessel's
   * correction, which the cube has three times and the derivative twice.
   */
  Approximate bend(Normalized n) {
    double slope = slope(n);
    double error = slopeRelative(n);
    double factor = bessel() ? (x.length - 1.0) / x.length : 1;
    return Approximate.relative(
        -slope * slope * slope * factor / 2,
        Rounding.compound(error, error, error, r.gamma(bessel() ? 6 : 3)));
  }

  private boolean bessel() {
    return convention.get(Coordinates.NORMALIZING) == UpdateRule.Correction.BESSEL;
  }
}
