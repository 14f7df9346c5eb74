package org.normaudit.verification.core.bound;

/**
 * The last step to dx: t/σ, times r where there is one.
 *
 * @param sigma σ
 * @param factor the relative error of t/σ
 * @param sizes 1 + 1/σ, for what may underflow
 * @param renorm null where there is no r
 * @param few the relative error of t/(running σ), where the batch's σ cancels
 */
record Scaling(
    Rounding r, double sigma, double factor, double sizes, RenormBound renorm, double few) {

  static Scaling of(Rounding r, SpreadBound divisor, RenormBound renorm) {
    double sigma = divisor.sigma();
    double last = r.last();
    double factor = Rounding.compound(divisor.inverse(), r.u(), last);
    double few =
        renorm == null
            ? 0
            : Rounding.compound(r.u(), r.u(), last, last, last, renorm.running().inverse());
    return new Scaling(r, sigma, factor, 1 + 1 / sigma, renorm, few);
  }

  /** The allowance of one value of dx. */
  double allowed(double gamma, double t, double deltaT) {
    double size = Math.abs(t);
    double own = (deltaT + (size + deltaT) * factor) / sigma;
    // Any product of γ, r, 1/σ and t, with γ in it or not, may underflow before the others come.
    double whole = gamma == 0 ? 0 : size + size / Math.abs(gamma);
    double early = (1 + Math.abs(gamma) + whole) * sizes;
    if (renorm == null) {
      return r.stored(size / sigma, r.isLost(early, own) ? own : own + r.eta() * early);
    }
    double exact = size / sigma * renorm.scale();
    double error =
        own * renorm.scale()
            + (size / sigma + own)
                * (renorm.deltaScale() + (renorm.scale() + renorm.deltaScale()) * r.u());
    if (renorm.cancels()) {
      error = Math.min(error, (deltaT + (size + deltaT) * few) / renorm.running().sigma());
    }
    boolean lost = r.isLost(2 * early * (1 + renorm.scale()), error);
    return r.stored(exact, lost ? error : error + 2 * (r.eta() * early) * (1 + renorm.scale()));
  }
}
