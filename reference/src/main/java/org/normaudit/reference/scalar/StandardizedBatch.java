package org.normaudit.reference.scalar;

import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * x̂ = (x − μ)/σ with the mean μ = ū(x) and the spread σ = √(V + ε), V = ū((x−μ)²), of each channel
 * of the batch itself.
 *
 * <p>Error, to first order in u = 2⁻⁵³ and for mu ≪ 1, with {@link Deviations}: μ to u|μ| +
 * u·ū|x−μ|; V to 7uV; σ to 5uσ; x̂ to 8u|x̂| + u; for any condition number κ = √(1 + μ²/V) ≪ 1/u.
 *
 * <p>Around zero, with μ = 0 and V = ū(x²): V to 3uV, σ to 3uσ, x̂ to 4u|x̂|.
 *
 * @param centered whether μ is the mean; else it is 0
 * @param mean μ, one a channel
 * @param rest what is left of μ beyond {@code mean}, one a channel
 * @param variance V, biased, one a channel
 * @param sigma σ, one a channel
 * @param xhat x̂, as long as x
 */
record StandardizedBatch(
    Shape shape,
    boolean centered,
    double[] mean,
    double[] rest,
    double[] variance,
    double[] sigma,
    double[] xhat) {

  /** The batch x; not modified. */
  static StandardizedBatch of(Shape shape, double[] x, double epsilon) {
    return of(shape, true, Deviations.of(shape, x), epsilon);
  }

  /** The batch x around zero: no mean is subtracted; not modified. */
  static StandardizedBatch aroundZero(Shape shape, double[] x, double epsilon) {
    double[] zero = new double[shape.channels()];
    double[] squares = ChannelSums.ofProducts(shape, x, x);
    return of(shape, false, new Deviations(zero, zero, x, squares), epsilon);
  }

  private static StandardizedBatch of(
      Shape shape, boolean centered, Deviations deviations, double epsilon) {
    double[] variance = Channelwise.means(shape, deviations.squares());
    double[] sigma = new double[variance.length];
    for (int c = 0; c < sigma.length; c++) {
      sigma[c] = Math.sqrt(variance[c] + epsilon);
    }
    double[] xhat = Channelwise.over(shape, deviations.centered(), sigma);
    return new StandardizedBatch(
        shape, centered, deviations.mean(), deviations.rest(), variance, sigma, xhat);
  }

  /**
   * w − ū(w) − x̂·ū(w·x̂): what is left of w once its parts along 1 and along x̂ are taken out. The
   * gradient of x̂ with respect to x is this projection, divided by σ. Around zero ū(w) is left
   * out.
   *
   * <p>Error, to first order: u(|w − ū(w)| + 2|ū(w)| + |x̂|·ū|w·x̂| + 3|x̂·ū(w·x̂)| + |result|) and
   * what the error of x̂ brings.
   *
   * @param w as long as x; not modified
   * @return as long as x
   */
  double[] project(double[] w) {
    double[] mean =
        centered ? Channelwise.means(shape, ChannelSums.of(shape, w)) : new double[sigma.length];
    double[] along = Channelwise.means(shape, ChannelSums.ofProducts(shape, w, xhat));
    double[] result = new double[w.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          result[k] = w[k] - mean[c] - xhat[k] * along[c];
        }
      }
    }
    return result;
  }

  /** The variance that the running variance follows, one a channel. */
  double[] keptVariance(UpdateRule rule) {
    double[] kept = variance.clone();
    for (int c = 0; c < kept.length; c++) {
      kept[c] = rule.keptVariance(kept[c], shape.count());
    }
    return kept;
  }

  /** The standard deviation that the running one follows, ε inside, one a channel. */
  double[] keptSigma(UpdateRule rule, double epsilon) {
    double[] kept = keptVariance(rule);
    for (int c = 0; c < kept.length; c++) {
      kept[c] = Math.sqrt(kept[c] + epsilon);
    }
    return kept;
  }
}
