package org.normaudit.verification.bound;

import org.normaudit.reference.Convention;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * How far a computed standard deviation may lie from σ.
 *
 * @param sigma σ
 * @param relative on σ̂: |σ̂ − σ| ≤ relative·σ
 * @param inverse on 1/σ̂, a reciprocal that was rounded again included
 * @param slope on a computed 2dσ/dV, relative
 */
record SpreadBound(double sigma, double relative, double inverse, double slope) {

  /**
   * The spread of a variance V that is known to within {@code delta}.
   *
   * <p>σ grows with V, so the ends of the interval [max(0, V−ΔV), V+ΔV] bound it without any
   * linearisation; a computed variance of the allowed classes is not negative. Then come ε, rounded
   * to the compute format, the addition, and the root.
   */
  static SpreadBound of(
      Rounding r, Convention.Epsilon placement, double epsilon, double variance, double delta) {
    double epsilonError = epsilon * r.u() + r.eta();
    double low = Math.max(0, variance - delta);
    double high = variance + delta;
    double sigma = sigma(placement, variance, epsilon);
    double lower = sigma(placement, low, Math.max(0, epsilon - epsilonError));
    double upper = sigma(placement, high, epsilon + epsilonError);
    // One addition under the root counts half, the root itself, and one addition after it.
    double operations = r.u() + r.root() + (placement == Convention.Epsilon.INSIDE ? 0 : r.u());
    double up = (upper / sigma) * (1 + operations + operations * operations) - 1;
    double down = 1 - (lower / sigma) * (1 - operations);
    double relative = Math.max(up, down);
    double reciprocal = 1 + 2 * (r.division() + r.u());
    double inverse =
        lower > 0
            ? Math.max(
                (sigma / lower) / (1 - operations) * reciprocal - 1,
                1 - (sigma / upper) * (1 - operations) / reciprocal)
            : Double.POSITIVE_INFINITY;
    double root = root(placement, variance, epsilon);
    double rootLow = root(placement, low, Math.max(0, epsilon - epsilonError));
    double slope =
        rootLow > 0
            ? (root / rootLow) / (1 - operations) * reciprocal - 1
            : Double.POSITIVE_INFINITY;
    if (placement == Convention.Epsilon.FLOOR && low < epsilon && high > epsilon) {
      // Either branch of the floor is right here, and their slopes differ by all of it.
      slope = Double.POSITIVE_INFINITY;
    }
    return new SpreadBound(sigma, relative, inverse, root == 0 ? 0 : slope);
  }

  /** A standard deviation that is given as a number and only passed on. */
  static SpreadBound given(Rounding r, double sigma) {
    double reciprocal = 2 * (r.division() + r.u());
    return new SpreadBound(sigma, 0, reciprocal, reciprocal);
  }

  /** The running spread as the standard deviation it stands for. */
  static SpreadBound running(Rounding r, Convention c, double epsilon, double spread) {
    return switch (c.kept()) {
      case VARIANCE -> of(r, c.epsilon(), epsilon, spread, 0);
      case DEVIATION -> given(r, spread);
      case INVERSE -> {
        SpreadBound exact = given(r, 1 / spread);
        yield new SpreadBound(
            exact.sigma(), r.division(), exact.inverse() + 2 * r.division(), exact.slope());
      }
    };
  }

  /** √(σ² + ε) of a spread: one product, one sum, one root more. */
  SpreadBound withFurtherEpsilon(Rounding r, double epsilon) {
    double further = Math.sqrt(sigma * sigma + epsilon);
    double operations = relative + 3 * r.u() + r.root() + r.eta() / (further * further);
    double grown = operations / (1 - operations);
    return new SpreadBound(
        further, grown, grown + 2 * (r.division() + r.u()), Double.POSITIVE_INFINITY);
  }

  /** The larger of a spread and √ε. */
  SpreadBound flooredAt(Rounding r, double epsilon) {
    SpreadBound floor = of(r, Convention.Epsilon.INSIDE, epsilon, 0, 0);
    double wider = Math.max(relative, floor.relative);
    double inverseWider = Math.max(inverse, floor.inverse);
    return new SpreadBound(Math.max(sigma, floor.sigma), wider, inverseWider, slope);
  }

  static double sigma(Convention.Epsilon placement, double variance, double epsilon) {
    return switch (placement) {
      case INSIDE -> Math.sqrt(variance + epsilon);
      case OUTSIDE -> Math.sqrt(variance) + epsilon;
      case BOTH -> Math.sqrt(variance + epsilon) + epsilon;
      case FLOOR -> Math.sqrt(Math.max(variance, epsilon));
    };
  }

  /** The root that 2dσ/dV is one over; 0 where the slope is 0. */
  static double root(Convention.Epsilon placement, double variance, double epsilon) {
    return switch (placement) {
      case INSIDE, BOTH -> Math.sqrt(variance + epsilon);
      case OUTSIDE -> Math.sqrt(variance);
      case FLOOR -> variance < epsilon ? 0 : Math.sqrt(variance);
    };
  }

  /** V·m/(m−1) under Bessel's correction. */
  static double corrected(double variance, int count, Correction correction) {
    return correction == Correction.BESSEL ? variance * count / (count - 1.0) : variance;
  }
}
