package org.normaudit.verification.lab.grade;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.normaudit.reference.Dtype;

/**
 * The size of an implementation's errors on each probe, t = log₂(1 + error/u): 0 for none, 1 for
 * one rounding, and twice the error is one more.
 *
 * @param mean of t over the channels, one a probe
 * @param variance of t over the channels
 * @param samples how many values these are from, one a channel and form
 * @param free see {@link Hypothesis}
 */
record Profile(double[] mean, double[] variance, int samples, boolean free) {

  /** What a hypothesis says of probes like these. */
  static Profile of(Hypothesis hypothesis, List<Probe> probes, Dtype dtype) {
    double[] mean = new double[probes.size()];
    double[] variance = new double[probes.size()];
    for (int i = 0; i < mean.length; i++) {
      Probe probe = probes.get(i);
      SummaryStatistics sizes = new SummaryStatistics();
      for (ToDoubleFunction<double[]> form : hypothesis.forms()) {
        for (int c = 0; c < Probe.CHANNELS; c++) {
          sizes.addValue(size(probe.error(c, form.applyAsDouble(probe.channels()[c])), dtype));
        }
      }
      mean[i] = sizes.getMean();
      variance[i] = sizes.getVariance();
    }
    int samples = Probe.CHANNELS * hypothesis.forms().size();
    return new Profile(mean, variance, samples, hypothesis.free());
  }

  /** t of a relative error; an error beyond 1/u is as bad as any. */
  static double size(double error, Dtype dtype) {
    double u = dtype.unitRoundoff();
    return Math.log(1 + Math.min(error, 1 / u) / u) / Math.log(2);
  }

  /**
   * How likely means t over {@code n} channels are under this profile, up to a constant: normal,
   * with the variance of such a mean, and one unit more. An implementation may make twice as many
   * roundings, or half, without being another algorithm. Where there is but one rounding, all
   * probes are alike, and only the sampling of both means is allowed for.
   */
  double logLikelihood(double[] t, int n) {
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      double spread = spread(i, n);
      sum -= (squaredDistance(t[i], i) / spread + Math.log(spread)) / 2;
    }
    return sum;
  }

  /** The sum of squared residuals, each in units of its own variance: χ² under this profile. */
  double chiSquared(double[] t, int n) {
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      sum += squaredDistance(t[i], i) / spread(i, n);
    }
    return sum;
  }

  private double spread(int i, int n) {
    if (free) {
      return variance[i] / n + 1;
    }
    double pooled = StatUtils.mean(variance);
    return Math.max(variance[i], pooled) * (1.0 / n + 1.0 / samples);
  }

  private double squaredDistance(double t, int i) {
    return (t - mean[i]) * (t - mean[i]);
  }
}
