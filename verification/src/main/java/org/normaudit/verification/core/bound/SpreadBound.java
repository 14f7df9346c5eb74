package org.normaudit.verification.core.bound;

import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
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
    double sigma = sigma(placement, variance, epsilon);
    double root = root(placement, variance, epsilon);
    double change =
        switch (placement) {
          case INSIDE, BOTH -> delta + epsilonError + r.eta();
          case OUTSIDE -> delta;
          case FLOOR -> Math.max(delta, epsilonError);
        };
    double after =
        switch (placement) {
          case INSIDE, FLOOR -> 0;
          case OUTSIDE, BOTH -> epsilonError + r.eta();
        };
    // One addition under the root counts half, then the root itself, and an addition after it.
    double operations = Rounding.compound(r.u(), r.root(), after > 0 ? r.u() : 0);
    double radicand = placement == Convention.Epsilon.FLOOR ? sigma * sigma : root * root;
    double up = (rootAbove(radicand, change) + after) / sigma;
    double down = (rootBelow(radicand, change) + after) / sigma;
    double relative = Rounding.compound(Math.max(up, down), operations);
    double slope = root == 0 ? 0 : inverse(r, rootBelow(root * root, change) / root, operations);
    if (placement == Convention.Epsilon.FLOOR
        && Math.abs(variance - epsilon) <= delta + epsilonError) {
      // Either branch of the floor is right here, and their slopes differ by all of it.
      slope = Double.POSITIVE_INFINITY;
    }
    return new SpreadBound(sigma, relative, inverse(r, down, operations), slope);
  }

  // √(v+δ) − √v and √v − √max(0, v−δ), without the cancellation.
  private static double rootAbove(double v, double delta) {
    return delta == 0 ? 0 : delta / (Math.sqrt(v + delta) + Math.sqrt(v));
  }

  private static double rootBelow(double v, double delta) {
    return v == 0 ? 0 : Math.min(delta, v) / (Math.sqrt(v) + Math.sqrt(Math.max(0, v - delta)));
  }

  // 1/σ̂ of a σ̂ that may be too small by these shares, divided and rounded once more.
  private static double inverse(Rounding r, double down, double operations) {
    double smaller = Rounding.compound(down, operations);
    return smaller < 1
        ? Rounding.compound(smaller / (1 - smaller), r.division(), r.u())
        : Double.POSITIVE_INFINITY;
  }

  /** A standard deviation that is given as a number and only passed on. */
  static SpreadBound given(Rounding r, double sigma) {
    double reciprocal = Rounding.compound(r.division(), r.u());
    return new SpreadBound(sigma, 0, reciprocal, reciprocal);
  }

  /** The running spread as the standard deviation it stands for. */
  static SpreadBound running(Rounding r, Convention c, double epsilon, double spread) {
    return switch (c.get(Coordinates.KEPT)) {
      case VARIANCE -> of(r, c.get(Coordinates.EPSILON), epsilon, spread, 0);
      case DEVIATION -> given(r, spread);
      case INVERSE -> {
        SpreadBound exact = given(r, 1 / spread);
        yield new SpreadBound(
            exact.sigma(),
            r.division(),
            Rounding.compound(exact.inverse(), r.division(), r.division()),
            exact.slope());
      }
    };
  }

  /** √(σ² + ε) of a spread: one product, one sum, one root more. */
  SpreadBound withFurtherEpsilon(Rounding r, double epsilon) {
    double further = Math.sqrt(sigma * sigma + epsilon);
    double operations = relative + 3 * r.u() + r.root() + r.eta() / (further * further);
    double grown = operations / (1 - operations);
    return new SpreadBound(
        further, grown, Rounding.compound(grown, r.division(), r.u()), Double.POSITIVE_INFINITY);
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
