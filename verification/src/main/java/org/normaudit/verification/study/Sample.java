package org.normaudit.verification.study;

/** Mean and standard error of numbers that come one after another (Welford 1962). */
final class Sample {
  /**
   * Standard errors that a true expectation may be missed by: under the normal law beyond it lie
   * 2·10⁻⁹ of all seeds.
   */
  private static final double ERRORS = 6;

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }

  double mean() {
    return mean;
  }

  /** The unbiased variance. */
  double variance() {
    return squares / (count - 1);
  }

  /** How far the mean may lie from its expectation by chance. */
  double chance() {
    return ERRORS * Math.sqrt(variance() / count);
  }

  /** How far the variance may: that of normal numbers has the standard error s²√(2/(n−1)). */
  double chanceOfVariance() {
    return ERRORS * variance() * Math.sqrt(2.0 / (count - 1));
  }
}
