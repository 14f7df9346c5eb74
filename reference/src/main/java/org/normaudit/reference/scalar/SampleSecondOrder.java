package org.normaudit.reference.scalar;

import org.normaudit.reference.Shape;

/**
 * The double backward of normalization with the statistics of a sample, for upstream gradients v of
 * what was standardized and ddgamma of dγ.
 *
 * <p>Error, to first order: 8u of the magnitudes of its terms, and what the errors of σ, x̂ and the
 * means bring.
 *
 * @param gradX by what was standardized
 * @param gradGamma by γ
 * @param projected P(v)
 * @param ofGamma ddgamma·x̂
 */
record SampleSecondOrder(double[] gradX, double[] gradGamma, double[] projected, double[] ofGamma) {

  /**
   * @param g γ·dy
   */
  static SampleSecondOrder of(
      Shape shape, StandardizedBatch batch, double[] dy, double[] g, double[] v, double[] ddgamma) {
    Shape sets = batch.shape();
    double[] fromGamma =
        Channelwise.over(sets, batch.project(Channelwise.times(shape, dy, ddgamma)), batch.sigma());
    double[] projected = Channelwise.over(sets, batch.project(v), batch.sigma());
    double[] gradX = bent(batch, v, g);
    for (int i = 0; i < gradX.length; i++) {
      gradX[i] += fromGamma[i];
    }
    return new SampleSecondOrder(
        gradX,
        ChannelSums.ofProducts(shape, dy, projected),
        projected,
        Channelwise.times(shape, batch.xhat(), ddgamma));
  }

  /**
   * The gradient by dy: γ·P(v) + ddbeta + ddgamma·x̂.
   *
   * @param ddbeta zeros where there is no β
   */
  double[] gradDy(Shape shape, double[] gamma, double[] ddbeta) {
    double[] gradDy = Channelwise.affine(shape, projected, gamma, ddbeta);
    for (int i = 0; i < gradDy.length; i++) {
      gradDy[i] += ofGamma[i];
    }
    return gradDy;
  }

  // B(v, g)/σ².
  private static double[] bent(StandardizedBatch batch, double[] v, double[] g) {
    Shape sets = batch.shape();
    double[] xhat = batch.xhat();
    double[] none = new double[sets.channels()];
    boolean centered = batch.centered();
    double[] meanV = centered ? Channelwise.means(sets, ChannelSums.of(sets, v)) : none;
    double[] meanG = centered ? Channelwise.means(sets, ChannelSums.of(sets, g)) : none;
    double[] meanVX = Channelwise.means(sets, ChannelSums.ofProducts(sets, v, xhat));
    double[] meanGX = Channelwise.means(sets, ChannelSums.ofProducts(sets, g, xhat));
    double[] meanVG = Channelwise.means(sets, ChannelSums.ofProducts(sets, v, g));
    double[] result = new double[v.length];
    for (int i = 0; i < result.length; i++) {
      int c = i / sets.inner();
      double k = meanV[c] * meanG[c] - meanVG[c] + 3 * meanVX[c] * meanGX[c];
      double bracket = xhat[i] * k - meanVX[c] * (g[i] - meanG[c]) - meanGX[c] * (v[i] - meanV[c]);
      result[i] = bracket / (batch.sigma()[c] * batch.sigma()[c]);
    }
    return result;
  }
}
