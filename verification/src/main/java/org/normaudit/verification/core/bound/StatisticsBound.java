package org.normaudit.verification.core.bound;

import org.normaudit.reference.UpdateRule;

/**
 * How far a computed mean and variance of one channel may lie from the exact ones.
 *
 * @param mean absolute, on μ
 * @param variance absolute, on V
 */
record StatisticsBound(double mean, double variance) {

  /**
   * With A = ū|x|, X = max|x|, h the depth of a sum of m terms, and γ(n) = nu/(1−nu):
   *
   * <ul>
   *   <li>Δμ = (γ(h+2) + division)·A: the sum, and a division by m or a product with a rounded 1/m.
   *   <li>Two passes: the deviations are taken from μ̂, so that their mean square is V + Δμ²
   *       exactly (the cross term is a multiple of Σ(x−μ) = 0); each is rounded, squared, summed,
   *       divided: γ(h+6)·(V+Δμ²) + Δμ². The corrected form subtracts the square of the mean
   *       deviation, which is Δμ but for a sum's error ρ = γ(h+4)√(V+Δμ²): V + Δμ² − (Δμ±ρ)² is off
   *       by at most (Δμ+ρ)² either way.
   *   <li>Updating and merging: every partial mean is off by at most E = γ(m+8)·A + γ(8)·X, where
   *       each δ/k that underflows adds η, and k steps weigh those errors by j/k: (m+1)/2 of them
   *       at most; a squared deviation then by 2|δ|·2E + 4E². With the weight w = n_a·n_b/n of a
   *       merge, Σwδ² = mV and Σw ≤ m·max(1, log₂(m)/4) in whatever order, so that Cauchy's
   *       inequality gives 4E√(VL) + 4E²L, L = max(1, log₂(m)/4), beside the sum's own γ(h+6)V.
   *   <li>One value is its own mean in all of these, and has no deviation.
   * </ul>
   */
  static StatisticsBound of(Rounding r, ErrorModel model, Moments data) {
    int m = data.count();
    if (m == 1) {
      return new StatisticsBound(0, 0);
    }
    int h = model.depth(m);
    double v = data.variance();
    double deviation = Math.sqrt(v);
    double underflow = 4 * r.eta();
    double mean = (r.gamma(h + 2) + r.division()) * data.meanAbs() + underflow;
    double shifted = v + mean * mean;
    double corrected = mean + r.gamma(h + 4) * Math.sqrt(shifted);
    double twoPass =
        (r.gamma(h + 6) + r.division()) * shifted
            + corrected * corrected
            + underflow * (1 + 2 * deviation);
    if (model.variance() == ErrorModel.VarianceClass.TWO_PASS) {
      return new StatisticsBound(mean, twoPass);
    }
    double partial =
        r.gamma(m + 8) * data.meanAbs()
            + r.gamma(8) * data.maxAbs()
            + underflow
            + (m + 1) / 2.0 * r.eta();
    double levels = Math.max(1, Math.log(m) / Math.log(2) / 4);
    double updating =
        4 * partial * Math.sqrt(v * levels) + 4 * partial * partial * levels + r.gamma(h + 6) * v;
    double updatedMean = Math.max(mean, partial);
    if (model.variance() == ErrorModel.VarianceClass.UPDATING) {
      return new StatisticsBound(updatedMean, twoPass + updating);
    }
    // E[x²] − E[x]²: no allowance is ever made of this; it tells what one-pass would explain.
    double square = v + data.mean() * data.mean();
    return new StatisticsBound(
        updatedMean, twoPass + updating + (2 * r.gamma(h + 6) + r.division()) * square);
  }

  /**
   * About zero there is no mean to be wrong: γ(h+4)·V for squares, sum and scaling, and a division.
   */
  static StatisticsBound aboutZero(Rounding r, ErrorModel model, Moments data) {
    double share = r.gamma(model.depth(data.count()) + 4) + r.division();
    return new StatisticsBound(0, share * data.variance() + 4 * r.eta());
  }

  /**
   * ΔV under a correction: Bessel's factor m/(m−1) scales the error with the variance and costs
   * three roundings.
   */
  double corrected(Rounding r, Moments data, UpdateRule.Correction correction) {
    if (correction == UpdateRule.Correction.BIASED) {
      return variance;
    }
    double factor = data.count() / (data.count() - 1.0);
    return factor * (variance * (1 + r.gamma(3)) + r.gamma(3) * data.variance());
  }
}
