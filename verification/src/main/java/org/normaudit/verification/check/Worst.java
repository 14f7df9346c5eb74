package org.normaudit.verification.check;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.Quantity;

/**
 * The worst of many comparisons, by the ratio of error to allowance.
 *
 * <p>NaN counts as an infinite error: two NaN are never equal here.
 */
final class Worst {
  private double ratio = -1;
  private double error;
  private double allowed;
  private double ulp = Double.NaN;
  private String where = "";
  private int judged;
  private int unjudged;

  /** Adds one comparison; an infinite allowance is counted as not judged. */
  void add(Quantity quantity, int index, double err, double allow, double ulps) {
    if (allow == Double.POSITIVE_INFINITY) {
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
      where = quantity.label() + "[" + index + "]";
    }
  }

  /** Adds a comparison of a subject's value with an expected one that has no error. */
  void add(Quantity quantity, int index, double observed, double expected, double allow, Dtype d) {
    boolean same = observed == expected;
    double err = same ? 0 : Math.abs(observed - expected);
    double ulps = Double.isFinite(expected) ? err / d.ulp(expected) : Double.NaN;
    add(quantity, index, err, allow, ulps);
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

  String where() {
    return where;
  }
}
