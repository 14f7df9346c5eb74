package org.normaudit.reference.scalar;

import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;

/**
 * The gradients of the training backward pass, for upstream gradients v of dx, ggG of dγ and ggB of
 * dβ, with r and d held. P(w) = w − ū(w) − x̂·ū(w·x̂) is {@link StandardizedBatch#project}, x̂ the
 * standardized batch before r and d:
 *
 * <ul>
 *   <li>grad_x = (γr/σ²)[x̂·k − ū(v·x̂)(dy − ū(dy)) − ū(dy·x̂)(v − ū(v))] + (ggG·r/σ)·P(dy), where
 *       k = ū(v)·ū(dy) − ū(v·dy) + 3ū(dy·x̂)·ū(v·x̂)
 *   <li>grad_gamma = (r/σ)·Σ v·P(dy)
 *   <li>grad_dy = (γr/σ)·P(v) + ggG(r·x̂ + d) + ggB
 * </ul>
 *
 * <p>Each is a sum of products of numbers that {@link StandardizedBatch} bounds; a summand's error
 * is at most 8u of its magnitude and what the errors of σ, x̂ and the means bring. Batch
 * normalization has r = 1 and d = 0.
 */
final class ScalarDoubleBackward {
  private ScalarDoubleBackward() {}

  /**
   * {@code out} with the three gradients.
   *
   * @param projected P(dy); not modified
   */
  static LayerOutput addTo(
      LayerOutput out,
      LayerInput in,
      StandardizedBatch batch,
      double[] projected,
      double[] r,
      double[] d) {
    Shape shape = in.shape();
    SecondOrder second = in.second().orElseThrow();
    double[] v = second.ddx();
    double[] gradGamma = ChannelSums.ofProducts(shape, v, projected);
    double[] shift = new double[shape.channels()];
    for (int c = 0; c < shift.length; c++) {
      gradGamma[c] = r[c] * gradGamma[c] / batch.sigma()[c];
      shift[c] = second.ddgamma()[c] * d[c] + second.ddbeta()[c];
    }
    double[] gradDy =
        Channelwise.combined(
            shape,
            batch.project(v),
            Channelwise.products(in.gamma(), r),
            batch.sigma(),
            batch.xhat(),
            Channelwise.products(second.ddgamma(), r),
            shift);
    return out.with(Quantity.GRAD_X, gradX(in, batch, projected, r))
        .with(Quantity.GRAD_GAMMA, gradGamma)
        .with(Quantity.GRAD_DY, gradDy);
  }

  private static double[] gradX(
      LayerInput in, StandardizedBatch batch, double[] projected, double[] r) {
    Shape shape = in.shape();
    SecondOrder second = in.second().orElseThrow();
    double[] dy = in.dy();
    double[] v = second.ddx();
    double[] xhat = batch.xhat();
    double[] meanDy = Channelwise.means(shape, ChannelSums.of(shape, dy));
    double[] meanV = Channelwise.means(shape, ChannelSums.of(shape, v));
    double[] meanDyX = Channelwise.means(shape, ChannelSums.ofProducts(shape, dy, xhat));
    double[] meanVX = Channelwise.means(shape, ChannelSums.ofProducts(shape, v, xhat));
    double[] k = Channelwise.means(shape, ChannelSums.ofProducts(shape, v, dy));
    for (int c = 0; c < k.length; c++) {
      k[c] = meanV[c] * meanDy[c] - k[c] + 3 * meanDyX[c] * meanVX[c];
    }

    double[] result = new double[dy.length];
    int i = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        double sigma = batch.sigma()[c];
        double outerScale = in.gamma()[c] * r[c] / (sigma * sigma);
        double innerScale = second.ddgamma()[c] * r[c] / sigma;
        for (int end = i + shape.inner(); i < end; i++) {
          double bracket =
              xhat[i] * k[c] - meanVX[c] * (dy[i] - meanDy[c]) - meanDyX[c] * (v[i] - meanV[c]);
          result[i] = outerScale * bracket + innerScale * projected[i];
        }
      }
    }
    return result;
  }
}
