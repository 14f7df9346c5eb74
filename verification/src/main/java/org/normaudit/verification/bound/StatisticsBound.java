package org.normaudit.verification.bound;

/**
 * How far a computed mean and variance of one channel may lie from the exact ones.
 *
 * @param mean absolute, on μ
 * @param variance absolute, on V
 */
record StatisticsBound(double mean, double variance) {

  /**
   * With A = ū|x|, h the depth of a sum of m terms, and γ(n) = nu/(1−nu):
   *
   * <ul>
   *   <li>Δμ = (γ(h+2) + division)·A: the sum, and a division by m or a product with a rounded 1/m.
   *   <li>Two passes: the deviations are taken from μ̂, so that their mean square is V + Δμ²
   *       exactly (the cross term is a multiple of Σ(x−μ) = 0); each is rounded, squared, summed,
   *       divided: γ(h+6)·(V+Δμ²) + Δμ². The corrected form subtracts (Σ(x−μ̂))²/m², which is Δμ²
   *       but for a sum's error: (Δμ + γ(h+1)√V)².
   *   <li>Updating and merging: every partial mean is off by at most E = γ(m+8)·A + γ(8)·max|x|; a
   *       squared deviation then by 2|δ|E + E². Summed over updates or merges with Cauchy's
   *       inequality: ΔV = 4E√(V·L) + 4E²L, L = max(1, log₂(m)/4), and the sum's own γ(h+6).
   * </ul>
   */
  static StatisticsBound of(Rounding r, ErrorModel model, Moments data) {
    int m = data.count();
    int h = model.depth(m);
    double average = data.meanAbs();
    double v = data.variance();
    double deviation = Math.sqrt(v);
    double mean = (r.gamma(h + 2) + r.division()) * average + r.eta() * 2;
    double corrected = mean + r.gamma(h + 1) * deviation;
    double twoPass =
        r.gamma(h + 6) * (v + mean * mean)
            + r.division() * v
            + corrected * corrected
            + r.eta() * (2 + 4 * deviation);
    if (model.variance() == ErrorModel.VarianceClass.TWO_PASS) {
      return new StatisticsBound(mean, twoPass);
    }
    double partial = r.gamma(m + 8) * average + r.gamma(8) * data.maxAbs() + r.eta() * 2;
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
        updatedMean, twoPass + updating + r.gamma(h + 6) * 2 * square + r.division() * square);
  }
}
