package org.normaudit.verification.bound;

import org.normaudit.reference.Dtype;

/**
 * The elementary errors of an {@link ErrorModel}'s arithmetic, relative unless said otherwise.
 *
 * @param u of one addition, subtraction or multiplication; a fused multiply-add makes one rounding
 *     where two are allowed for, so contraction needs no term of its own
 * @param division of one division
 * @param root of one square root
 * @param eta absolute, of one operation whose result is subnormal
 * @param storage of the rounding of an output, 0 where storage and compute format are the same
 * @param storageEta the same, absolute, below the normal numbers
 * @param overflow the largest finite number of the compute format
 */
record Rounding(
    double u,
    double division,
    double root,
    double eta,
    double storage,
    double storageEta,
    double overflow) {

  static Rounding of(ErrorModel model) {
    Dtype compute = model.compute();
    double u = compute.unitRoundoff();
    boolean narrower = model.storage() != compute;
    double eta = compute.minSubnormal() / 2;
    return new Rounding(
        u,
        // An ulp is at most 2u of the value it belongs to.
        2 * u * model.divisionUlp(),
        2 * u * model.rootUlp(),
        model.flushesSubnormals() ? compute.minNormal() : eta,
        narrower ? model.storage().unitRoundoff() : 0,
        narrower ? model.storage().minSubnormal() / 2 : 0,
        compute.maxFinite());
  }

  /** γ(n) = n·u/(1 − n·u), the bound on n accumulated roundings; infinite from n·u = 1 on. */
  double gamma(double n) {
    double nu = n * u;
    return nu < 1 ? nu / (1 - nu) : Double.POSITIVE_INFINITY;
  }

  /** The error of rounding an output that is {@code value}, computed to within {@code error}. */
  double stored(double value, double error) {
    return error + storage * (Math.abs(value) + error) + storageEta;
  }
}
