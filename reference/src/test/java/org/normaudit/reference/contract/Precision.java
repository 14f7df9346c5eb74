package org.normaudit.reference.contract;

import org.normaudit.reference.Dtype;

/**
 * What an implementation promises of its arithmetic. The contract's tolerances follow from this and
 * the data alone.
 *
 * @param storage the format that results are rounded to
 * @param compute the format that operations round to
 * @param division the relative error of a division in units of u: 1 where it is rounded correctly,
 *     twice the ulp that are promised elsewhere
 * @param root the relative error of a square root in units of u
 * @param updating whether the variance comes from updating or merging partial results, with an
 *     error that grows with κ, and not from deviations from the mean
 */
public record Precision(
    Dtype storage, Dtype compute, double division, double root, boolean updating) {

  /** Correctly rounded operations of {@code dtype}, deviations from the mean. */
  public static Precision ieee(Dtype dtype) {
    return new Precision(dtype, dtype, 1, 1, false);
  }

  /** Correctly rounded operations of {@code compute}, results rounded to {@code storage}. */
  public static Precision computing(Dtype compute, Dtype storage) {
    return new Precision(storage, compute, 1, 1, false);
  }

  /** OpenCL's full profile: float32 has 2.5 ulp for a division and 3 ulp for a square root. */
  public static Precision openCl(Dtype dtype) {
    return dtype == Dtype.FLOAT32 ? new Precision(dtype, dtype, 5, 6, false) : ieee(dtype);
  }

  /** The same with a variance by updating. */
  public Precision withUpdating() {
    return new Precision(storage, compute, division, root, true);
  }

  /** Whether division and square root are rounded correctly. */
  public boolean isIeee() {
    return division == 1 && root == 1;
  }

  double u() {
    return compute.unitRoundoff();
  }
}
