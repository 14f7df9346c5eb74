package org.normaudit.reference;

import java.util.Arrays;
import java.util.Locale;

/**
 * The running statistics of a layer, a value: an update returns a new one.
 *
 * @param mean one value a channel
 * @param spread one value a channel: the variance for batch normalization, the standard deviation
 *     with ε already inside for batch renormalization
 * @param updates how many batches went in
 */
public record RunningStatistics(double[] mean, double[] spread, long updates) {

  /** Checks that means and spreads have the same length. */
  public RunningStatistics {
    if (mean.length != spread.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "running mean has %d values but running spread has %d: one a channel each",
              mean.length,
              spread.length));
    }
    if (updates < 0) {
      throw new IllegalArgumentException("updates must be at least 0: " + updates);
    }
  }

  /** Where training starts: mean 0, spread 1. */
  public static RunningStatistics initial(int channels) {
    double[] spread = new double[channels];
    Arrays.fill(spread, 1);
    return new RunningStatistics(new double[channels], spread, 0);
  }

  /**
   * The statistics after a batch: each by {@link UpdateRule#update}, which gives the error too. No
   * array is modified; the new statistics share none with these.
   *
   * @param batchMean one a channel
   * @param batchSpread one a channel: the statistic that {@code spread} averages, with the rule's
   *     {@linkplain UpdateRule.Correction correction} applied
   */
  public RunningStatistics updated(UpdateRule rule, double[] batchMean, double[] batchSpread) {
    double[] newMean = mean.clone();
    double[] newSpread = spread.clone();
    for (int c = 0; c < mean.length; c++) {
      newMean[c] = rule.update(mean[c], batchMean[c], updates);
      newSpread[c] = rule.update(spread[c], batchSpread[c], updates);
    }
    boolean counted = rule.sense() != UpdateRule.Sense.FROZEN;
    return new RunningStatistics(newMean, newSpread, updates + (counted ? 1 : 0));
  }

  /**
   * Checks that the statistics can normalize: no mean is NaN, a kept variance is at least 0, a kept
   * standard deviation or its inverse is greater than 0. NaN fails.
   *
   * @throws IllegalArgumentException for the first channel that fails
   */
  public void requireFor(Convention.RunningStatistic kept) {
    boolean zero = kept == Convention.RunningStatistic.VARIANCE;
    for (int c = 0; c < mean.length; c++) {
      if (Double.isNaN(mean[c])) {
        throw new IllegalArgumentException("running mean must be a number: NaN in channel " + c);
      }
      if (!(zero ? spread[c] >= 0 : spread[c] > 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "running %s must be %s 0: %s in channel %d",
                kept.label(),
                zero ? "at least" : "greater than",
                spread[c],
                c));
      }
    }
  }

  /** The channels that these statistics are for. */
  public int channels() {
    return mean.length;
  }
}
