package org.normaudit.verification.lab.digits;

import org.normaudit.reference.Dtype;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** The ways to make a variance that real layers use: an algorithm and an order of summation. */
public enum VarianceMethod {
  /** ū(x²) − μ². */
  TEXTBOOK("one-pass", VarianceAlgorithm.ONE_PASS, Summation.SEQUENTIAL),
  /** The same of x − x₁. */
  SHIFTED("shifted one-pass", VarianceAlgorithm.SHIFTED_ONE_PASS, Summation.SEQUENTIAL),
  /** One pass with sums in binary64. */
  WIDE("one-pass, binary64 sums", VarianceAlgorithm.WIDE_ONE_PASS, Summation.SEQUENTIAL),
  /** ū((x−μ)²). */
  TWO_PASS("two-pass", VarianceAlgorithm.TWO_PASS, Summation.SEQUENTIAL),
  /** The same with pairwise sums. */
  PAIRWISE_TWO_PASS("pairwise two-pass", VarianceAlgorithm.TWO_PASS, Summation.PAIRWISE),
  /** ū((x−μ)²) − ū(x−μ)². */
  CORRECTED_TWO_PASS(
      "corrected two-pass", VarianceAlgorithm.CORRECTED_TWO_PASS, Summation.SEQUENTIAL),
  /** Updating, value by value. */
  WELFORD("Welford", VarianceAlgorithm.WELFORD, Summation.SEQUENTIAL),
  /** Merging halves. */
  MERGED("merged halves", VarianceAlgorithm.MERGED, Summation.PAIRWISE);

  private final String label;
  private final VarianceAlgorithm algorithm;
  private final Summation order;

  VarianceMethod(String label, VarianceAlgorithm algorithm, Summation order) {
    this.label = label;
    this.algorithm = algorithm;
    this.order = order;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /**
   * The biased variance in the arithmetic of {@code dtype}.
   *
   * @param x at least one value of {@code dtype}. Not modified.
   */
  public double variance(Dtype dtype, double[] x) {
    return algorithm.variance(dtype, order, x);
  }
}
