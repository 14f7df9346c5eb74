package org.normaudit.verification.core.bound;

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
 * @param lost an eighth of the ulp of 1 in binary64, over η: see {@link #isLost}
 * @param format the compute format; null for numbers of any size and precision
 */
record Rounding(
    double u,
    double division,
    double root,
    double eta,
    double storage,
    double storageEta,
    double overflow,
    double lost,
    Dtype format) {

  static Rounding of(ErrorModel model) {
    Dtype compute = model.compute();
    double u = compute.unitRoundoff();
    boolean narrower = model.storage() != compute;
    double eta = model.flushesSubnormals() ? compute.minNormal() : halfOf(compute.minSubnormal());
    return new Rounding(
        u,
        // An ulp is at most 2u of the value it belongs to.
        2 * u * model.divisionUlp(),
        2 * u * model.rootUlp(),
        eta,
        narrower ? model.storage().unitRoundoff() : 0,
        narrower ? halfOf(model.storage().minSubnormal()) : 0,
        compute.maxFinite(),
        Math.ulp(1.0) / 8 / eta,
        compute);
  }

  // Half of binary64's smallest number would be 0, and bounds are rounded upward.
  private static double halfOf(double smallest) {
    return Math.max(smallest / 2, Double.MIN_VALUE);
  }

  /** Arithmetic of unit roundoff {@code u} that neither overflows nor underflows. */
  static Rounding ofPrecision(double u) {
    return new Rounding(u, u, u, 0, 0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, null);
  }

  /** Whether results below the normal numbers may be replaced by 0. */
  boolean flushes() {
    return format != null && eta >= format.minNormal();
  }

  /** γ(n) = n·u/(1 − n·u), the bound on n accumulated roundings; infinite from n·u = 1 on. */
  double gamma(double n) {
    double nu = n * u;
    return nu < 1 ? nu / (1 - nu) : Double.POSITIVE_INFINITY;
  }

  /** The error of a product or a division, whichever is larger: for x/σ as for x·(1/σ). */
  double last() {
    return Math.max(u, division);
  }

  /** (1+a)(1+b)… − 1 without the cancellation: as good for errors of 1e−30 as for those of 1. */
  static double compound(double... errors) {
    double all = 0;
    for (double error : errors) {
      all += error + all * error;
    }
    return all;
  }

  /** How far a setting, given in binary64, is from what the compute format makes of it. */
  double setting(double value) {
    return format == null || Double.isInfinite(value) ? 0 : Math.abs(format.round(value) - value);
  }

  /**
   * Whether {@code error + η·factor} is {@code error} in binary64. Most errors are that much larger
   * than what underflow adds, and a product with the η of binary64, which is subnormal, takes a
   * processor some hundred times as long as another.
   */
  boolean isLost(double factor, double error) {
    return factor < error * lost;
  }

  /** The error of rounding an output that is {@code value}, computed to within {@code error}. */
  double stored(double value, double error) {
    return error + storage * (Math.abs(value) + error) + storageEta;
  }
}
