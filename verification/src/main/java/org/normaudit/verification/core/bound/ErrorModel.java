package org.normaudit.verification.core.bound;

import org.normaudit.reference.Dtype;

/**
 * What an honest implementation may do in its arithmetic: the allowances of {@link Bounds} follow
 * from it and from the data, and from nothing else.
 *
 * @param storage the format of the tensors; every output is rounded to it
 * @param compute the format of the arithmetic and of the accumulators
 * @param summation in what order sums are taken
 * @param variance which class of algorithms makes the variance
 * @param divisionUlp the largest error of a division, in ulp of the result: 0.5 where it is
 *     correctly rounded, 2.5 for float32 in OpenCL
 * @param rootUlp the largest error of a square root, likewise; 3 for float32 in OpenCL
 * @param folded whether y may be computed as x·a + b with a = γ/σ and b = β − μ·a
 * @param flushesSubnormals whether results below the normal numbers may be replaced by 0
 */
public record ErrorModel(
    Dtype storage,
    Dtype compute,
    Summation summation,
    VarianceClass variance,
    double divisionUlp,
    double rootUlp,
    boolean folded,
    boolean flushesSubnormals) {

  /** In what order a sum is taken, by its depth: the longest chain of additions of m terms. */
  public enum Summation {
    /** One after another: m − 1. The worst order there is, so it allows every other. */
    SEQUENTIAL,
    /** Pairwise in blocks: log₂ m and a block's length, where blocks have at most 128 terms. */
    BLOCKED
  }

  /** Which algorithms for the variance are honest here, by the growth of their error with κ. */
  public enum VarianceClass {
    /** Two passes, corrected or not: the deviations are taken from the rounded mean. */
    TWO_PASS,
    /** Updating (Welford) and merging as well: the error grows with κ. */
    UPDATING,
    /** E[x²] − E[x]²: the error grows with κ². Never allowed; it serves to explain a finding. */
    ONE_PASS
  }

  /**
   * What is asked of an implementation of which nothing is known: IEEE arithmetic, any order of
   * summation, any variance that is not one-pass, folded or not. Narrow formats compute in float32,
   * as the accelerators' kernels do.
   */
  public static ErrorModel unknown(Dtype dtype) {
    return new ErrorModel(
        dtype,
        dtype.computedIn(),
        Summation.SEQUENTIAL,
        VarianceClass.UPDATING,
        0.5,
        0.5,
        true,
        false);
  }

  /** IEEE arithmetic in {@code dtype} throughout, two passes, sums in any order, not folded. */
  public static ErrorModel ieee(Dtype dtype) {
    return new ErrorModel(
        dtype, dtype, Summation.SEQUENTIAL, VarianceClass.TWO_PASS, 0.5, 0.5, false, false);
  }

  /**
   * OpenCL's promises for {@code dtype}: division and root of float32 are not rounded correctly.
   */
  public static ErrorModel openCl(Dtype dtype) {
    boolean single = dtype == Dtype.FLOAT32;
    return new ErrorModel(
        dtype,
        dtype,
        Summation.SEQUENTIAL,
        VarianceClass.TWO_PASS,
        single ? 2.5 : 0.5,
        single ? 3 : 0.5,
        false,
        single);
  }

  /** The same, computing in another format. */
  public ErrorModel withCompute(Dtype other) {
    return new ErrorModel(
        storage, other, summation, variance, divisionUlp, rootUlp, folded, flushesSubnormals);
  }

  /** The same with another class of variance algorithms. */
  public ErrorModel withVariance(VarianceClass other) {
    return new ErrorModel(
        storage, compute, summation, other, divisionUlp, rootUlp, folded, flushesSubnormals);
  }

  /** The same with y folded or not. */
  public ErrorModel withFolded(boolean other) {
    return new ErrorModel(
        storage, compute, summation, variance, divisionUlp, rootUlp, other, flushesSubnormals);
  }

  /** The longest chain of additions in a sum of {@code m} terms. */
  public int depth(int m) {
    if (m <= 1) {
      return 0;
    }
    return switch (summation) {
      case SEQUENTIAL -> m - 1;
      case BLOCKED -> Math.min(m - 1, 128 + 32 - Integer.numberOfLeadingZeros(m - 1));
    };
  }
}
