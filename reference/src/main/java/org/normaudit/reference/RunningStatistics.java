package org.normaudit.reference;

/**
 * The running statistics of a layer, a value: an update returns a new one.
 *
 * @param mean one value a channel
 * @param spread one value a channel: the variance for batch normalization, the standard deviation
 *     with ε already inside for batch renormalization
 * @param updates how many batches went in
 */
public record RunningStatistics(double[] mean, double[] spread, long updates) {

  /** Checks that there are as many spreads as means. */
  public RunningStatistics {
    if (mean.length != spread.length) {
      throw new IllegalArgumentException(
          "running mean has %d values but running spread has %d: one a channel each"
              .formatted(mean.length, spread.length));
    }
    if (updates < 0) {
      throw new IllegalArgumentException("updates must be at least 0: " + updates);
    }
  }

  /** Where training starts: mean 0, spread 1. */
  public static RunningStatistics initial(int channels) {
    double[] spread = new double[channels];
    java.util.Arrays.fill(spread, 1);
    return new RunningStatistics(new double[channels], spread, 0);
  }

  /** The channels that these statistics are for. */
  public int channels() {
    return mean.length;
  }
}
