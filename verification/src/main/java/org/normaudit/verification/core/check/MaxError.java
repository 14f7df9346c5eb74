package org.normaudit.verification.core.check;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Role;

/**
 * The largest of many errors, by the ratio of error to allowance.
 *
 * <p>NaN counts as an infinite error: two NaN are never equal here.
 */
final class MaxError {
  private double ratio = -1;
  private double error;
  private double allowed;
  private double ulp = Double.NaN;
  private double got = Double.NaN;
  private double exact = Double.NaN;
  private Role quantity;
  private int index;
  private int judged;
  private int unjudged;

  /**
   * Adds one comparison; an infinite allowance is counted as not judged, and so is NaN, which an
   * infinite one becomes times 0.
   */
  void add(Role which, int at, double err, double allow, double ulps) {
    add(which, at, err, allow, ulps, Double.NaN, Double.NaN);
  }

  /**
   * Adds a comparison of one value with the right one.
   *
   * @param came the subject's value
   * @param right the right one, as the subject's format shows it
   */
  void add(Role which, int at, double err, double allow, double ulps, double came, double right) {
    if (!(allow < Double.POSITIVE_INFINITY)) {
      unjudged++;
      return;
    }
    judged++;
    double own = Double.isNaN(err) ? Double.POSITIVE_INFINITY : err;
    double share = own == 0 ? 0 : own / allow;
    if (share > ratio) {
      ratio = share;
      error = own;
      allowed = allow;
      ulp = ulps;
      quantity = which;
      index = at;
      got = came;
      exact = right;
    }
  }

  /** Adds a comparison of a subject's value with an expected one that has no error. */
  void add(Role which, int at, double observed, double expected, double allow, Dtype d) {
    double err = observed == expected ? 0 : Math.abs(observed - expected);
    double ulps = Double.isFinite(expected) ? err / d.ulp(expected) : Double.NaN;
    add(which, at, err, allow, ulps, observed, expected);
  }

  boolean exceeds() {
    return ratio > 1;
  }

  boolean judgedNothing() {
    return judged == 0;
  }

  int unjudged() {
    return unjudged;
  }

  double error() {
    return error;
  }

  double allowed() {
    return allowed;
  }

  double ulp() {
    return ulp;
  }

  /** The value that came; NaN where no single value is compared. */
  double got() {
    return got;
  }

  /** The value that is right; NaN likewise. */
  double exact() {
    return exact;
  }

  /** The index of the worst value in its quantity. */
  int index() {
    return index;
  }

  String where() {
    return quantity == null ? "" : quantity.label() + "[" + index + "]";
  }
}
