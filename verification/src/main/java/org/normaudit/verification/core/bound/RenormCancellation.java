package org.normaudit.verification.core.bound;

import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Standardization;

/**
 * The errors of unclipped batch renormalization that the algebra cannot see cancel: r·x̂ + d is (x
 * − μ)/σ, and dx is t/σ, with the running μ and σ. The errors of the batch's μ and σ cancel; the
 * roundings around them remain.
 *
 * @param divisor the running σ
 * @param inverse the relative error of its computed reciprocal
 */
record RenormCancellation(
    BoundArithmetic b,
    BoundVectors vectors,
    Uncertain divisor,
    double inverse,
    UncertainVector deviations,
    Uncertain offset) {
  /** Of a difference of pairs, and its quotient, in binary64. */
  private static final double OWN = 8 * BoundArithmetic.U64;

  /**
   * Null where the statistics are not sure to cancel.
   *
   * @param data the moments of the batch
   */
  static RenormCancellation of(
      BlockStep<Uncertain> s,
      Moments data,
      BoundVectors vectors,
      BoundArithmetic b,
      ErrorModel model,
      Convention convention) {
    // Not for folded forms, nor where r and d may have been made of other statistics than x̂.
    if (model.folded()
        || convention.get(Coordinates.ORDER) != Convention.Order.BEFORE_UPDATE
        || convention.get(Coordinates.DENOMINATOR) != Convention.Denominator.RUNNING) {
      return null;
    }
    Uncertain scale = s.result(Roles.R).get(0);
    Uncertain shift = s.result(Roles.D).get(0);
    double rMax = s.clip().rMax();
    double low =
        convention.get(Coordinates.LOWER_CLIP) == Convention.LowerClip.RECIPROCAL
            ? 1 / rMax
            : s.clip().rMin();
    double ofScale = b.error(scale) + b.own(scale);
    Uncertain divisor = s.value(Name.DIVISOR);
    // The shift itself has lost what binary64 does not hold of the batch's mean.
    double offBy = data.centered(s.only(Roles.RUNNING_MEAN).value());
    double exactShift = Math.abs(offBy / divisor.value()) * (1 + OWN);
    boolean free =
        scale.value() - ofScale > low
            && scale.value() + ofScale < rMax
            && exactShift + b.error(shift) < s.clip().dMax();
    if (!free) {
      return null;
    }
    Rounding r = b.rounding();
    double error = b.error(divisor);
    double inverse = Rounding.compound(error / (divisor.value() - error), r.division(), r.u());
    Standardization<Uncertain> x = s.standardized().get(0);
    Uncertain offset = b.subtract(x.mean(), s.only(Roles.RUNNING_MEAN));
    return new RenormCancellation(
        b, vectors, divisor, inverse, UncertainVector.of(x.deviations()), offset);
  }

  /** r·x̂ + d: relative errors of its two summands, (x − μ_B)·r/σ_B and (μ_B − μ)/σ. */
  UncertainVector normalized(UncertainVector values) {
    Rounding r = b.rounding();
    double last = r.last();
    double ofDeviation = Rounding.compound(r.u(), r.u(), r.u(), last, last, last, inverse);
    double ofOffset = Rounding.compound(r.u(), last, last, inverse);
    double sigma = divisor.value();
    double lost = 3 * r.eta() * (1 + 1 / sigma);
    double[] errors = vectors.errors(values);
    for (int k = 0; k < errors.length; k++) {
      double cancelled =
          (deviations.size[k] * ofDeviation + offset.size() * ofOffset) / sigma + lost;
      cancelled += r.u() * (Math.abs(values.value[k]) + cancelled);
      errors[k] = Math.min(errors[k], cancelled);
    }
    return values.closed(errors);
  }

  /** dx = t·(r/σ_B): r/σ_B is 1/σ but for its roundings. */
  UncertainVector gradient(UncertainVector projected, UncertainVector values) {
    Rounding r = b.rounding();
    double last = r.last();
    double few = Rounding.compound(r.u(), r.u(), last, last, last, inverse);
    double[] own = vectors.errors(projected);
    double[] errors = vectors.errors(values);
    for (int k = 0; k < errors.length; k++) {
      double cancelled =
          (own[k] + (Math.abs(projected.value[k]) + own[k]) * few) / divisor.value()
              + r.eta() * values.lost(k);
      errors[k] = Math.min(errors[k], cancelled);
    }
    return values.closed(errors);
  }
}
