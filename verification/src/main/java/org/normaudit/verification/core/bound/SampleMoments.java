package org.normaudit.verification.core.bound;

import java.util.Arrays;

/**
 * Mean, variance and deviations of values that share statistics, and how far computed ones may lie
 * from them.
 *
 * @param data the exact moments
 * @param statistics the errors of the computed ones
 * @param deviations x − μ, each off by the error of μ and one subtraction
 */
record SampleMoments(
    Moments data,
    StatisticsBound statistics,
    Uncertain mean,
    Uncertain variance,
    UncertainVector deviations) {

  /** About the mean. */
  static SampleMoments centered(
      BoundArithmetic b, BoundVectors vectors, ErrorModel model, UncertainVector x) {
    double[] values = values(x);
    double[] errors = vectors.errors(x);
    double inherited = Columns.largest(errors, 0);
    Moments data = Moments.of(values);
    StatisticsBound of = StatisticsBound.of(b.rounding(), model, perturbed(data, inherited));
    StatisticsBound statistics = widened(of, data, inherited);
    Uncertain mean = Uncertain.off(data.mean(), statistics.mean());
    Uncertain variance = variance(data, statistics);
    int m = values.length;
    UncertainVector deviations = UncertainVector.room(m, model.folded(), 1, 0, 1, 1, 1, 1);
    for (int k = 0; k < m; k++) {
      double centered = data.centered(values[k]);
      double size = Math.abs(centered) + statistics.mean() + errors[k];
      double terms = Math.abs(values[k]) + Math.abs(data.mean()) + statistics.mean() + errors[k];
      deviations.value[k] = centered;
      deviations.base[k] = statistics.mean() + errors[k];
      deviations.size[k] = size;
      if (model.folded()) {
        deviations.expanded[k] = terms;
      }
    }
    double largest = Columns.largest(deviations.size, 0);
    deviations.lost[0] = b.flushed();
    deviations.reach[0] =
        Columns.largest(model.folded() ? deviations.expanded : deviations.size, 1);
    boolean safe = isSafe(b.limit(), perturbed(data, inherited), largest);
    return safe
        ? new SampleMoments(data, statistics, mean, variance, deviations)
        : new SampleMoments(
            data, statistics, mean.unknown(), variance.unknown(), deviations.unknown());
  }

  /** Of given numbers, about their mean. */
  static SampleMoments of(BoundArithmetic b, ErrorModel model, double[] x) {
    return centered(b, new BoundVectors(b, model.folded()), model, UncertainVector.exact(x, false));
  }

  /** About zero: no mean is subtracted. */
  static SampleMoments aboutZero(
      BoundArithmetic b, BoundVectors vectors, ErrorModel model, UncertainVector x) {
    double[] values = values(x);
    double inherited = Columns.largest(vectors.errors(x), 0);
    Moments data = Moments.aboutZero(values);
    StatisticsBound of = StatisticsBound.aboutZero(b.rounding(), model, perturbed(data, inherited));
    StatisticsBound statistics = widened(of, data, inherited);
    Uncertain variance = variance(data, statistics);
    return isSafe(b.limit(), perturbed(data, inherited), data.maxAbs() + inherited)
        ? new SampleMoments(data, statistics, Uncertain.exact(0), variance, x)
        : new SampleMoments(data, statistics, Uncertain.exact(0), variance.unknown(), x.unknown());
  }

  // A computed variance is not negative.
  private static Uncertain variance(Moments data, StatisticsBound statistics) {
    double least = Math.max(0, data.variance() - statistics.variance());
    return Uncertain.off(data.variance(), statistics.variance()).atLeast(least);
  }

  // The count, a sum of values, a sum of squares, and the square of a difference of partial means.
  private static boolean isSafe(double limit, Moments data, double largest) {
    double m = data.count();
    double range = 2 * largest;
    return m <= limit
        && m * data.maxAbs() <= limit
        && m * data.variance() <= limit
        && range * range <= limit;
  }

  // What the moments of values may be that are each off by e.
  private static Moments perturbed(Moments of, double e) {
    return e == 0
        ? of
        : new Moments(
            of.count(),
            of.mean(),
            of.meanLow(),
            of.variance() + 2 * Math.sqrt(of.variance()) * e + e * e,
            of.meanAbs() + e,
            of.maxAbs() + e);
  }

  // By Cauchy's inequality, the variance of values that are each off by e is off by 2e√V + e².
  private static StatisticsBound widened(StatisticsBound of, Moments data, double e) {
    return e == 0
        ? of
        : new StatisticsBound(
            of.mean() + e, of.variance() + 2 * Math.sqrt(data.variance()) * e + e * e);
  }

  private static double[] values(UncertainVector x) {
    if (!x.isRepeated()) {
      return x.value;
    }
    double[] same = new double[x.size()];
    Arrays.fill(same, x.size() == 0 ? 0 : x.value[0]);
    return same;
  }
}
