package org.normaudit.verification.lab.study;

import org.apache.commons.math3.distribution.TDistribution;

/** Mean and standard error of numbers that come one after another (Welford 1962). */
final class Sample {
  /**
   * Standard errors that a true expectation may be missed by: under the normal law beyond it lie
   * 2·10⁻⁹ of all seeds.
   */
  private static final double ERRORS = 6;

  /** The share of seeds for which {@link #interval} misses the true mean. */
  private static final double MISSED = 1e-4;

  /** What {@link #interval} is, for reports. */
  static final String INTERVAL = "Student's interval over repeated seeds, wrong once in 10,000";

  /** What {@link #chance} is, for reports. */
  static final String CHANCE = "six standard errors";

  private long count;
  private double mean;
  private double squares;

  /** A sample of these numbers. */
  static Sample of(double... values) {
    Sample sample = new Sample();
    for (double value : values) {
      sample.add(value);
    }
    return sample;
  }

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

  /** How far the mean of many numbers may lie from its expectation by chance. */
  double chance() {
    return ERRORS * Math.sqrt(variance() / count);
  }

  /** How far the mean of a few normal numbers may lie from its expectation by chance (Student). */
  double interval() {
    double quantile = new TDistribution(count - 1.0).inverseCumulativeProbability(1 - MISSED / 2);
    return quantile * Math.sqrt(variance() / count);
  }

  /** How far the variance may: that of normal numbers has the standard error s²√(2/(n−1)). */
  double chanceOfVariance() {
    return ERRORS * variance() * Math.sqrt(2.0 / (count - 1));
  }
}
