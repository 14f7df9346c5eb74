package org.normaudit.verification.variants;

import java.util.Map;
import org.normaudit.reference.Quantity;

/**
 * The gradients of the backward pass of one channel, for upstream gradients v of dx, ggG of dγ and
 * ggB of dβ, with r and d held. P(w) = w − ū(w) − x̂·ū(w·x̂).
 */
record SecondStep(
    Machine a,
    Summation order,
    ChannelStep.Standardized s,
    double[] dy,
    double[] v,
    double gamma,
    double ggGamma,
    double ggBeta) {

  /**
   * grad_x = (γr/σ²)[x̂·k − ū(v·x̂)(dy−ū(dy)) − ū(dy·x̂)(v−ū(v))] + (ggG·r/σ)P(dy), k = ū(v)ū(dy) −
   * ū(v·dy) + 3ū(dy·x̂)ū(v·x̂); grad_gamma = (r/σ)Σv·P(dy); grad_dy = (γr/σ)P(v) + ggG(r·x̂+d) +
   * ggB.
   */
  Map<Quantity, double[]> training() {
    int m = dy.length;
    double meanDy = order.mean(a, dy);
    double meanV = order.mean(a, v);
    double alongDy = order.meanProduct(a, dy, s.xhat);
    double alongV = order.meanProduct(a, v, s.xhat);
    double covariance = a.multiplyAdd(meanV, meanDy, -order.meanProduct(a, v, dy));
    double k = a.multiplyAdd(a.multiply(3, alongDy), alongV, covariance);
    double outer = s.overSigma(s.scale());
    double inner = s.overSigma(a.multiply(ggGamma, s.r));
    double[] projected = new double[m];
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    double scale = s.scale();
    double shift = a.multiplyAdd(ggGamma, s.d, ggBeta);
    double slope = a.multiply(ggGamma, s.r);
    for (int i = 0; i < m; i++) {
      double xhat = s.xhat[i];
      double dyRest = a.subtract(dy[i], meanDy);
      double vRest = a.subtract(v[i], meanV);
      projected[i] = a.multiplyAdd(-alongDy, xhat, dyRest);
      double bracket =
          a.multiplyAdd(-alongDy, vRest, a.multiplyAdd(-alongV, dyRest, a.multiply(xhat, k)));
      gradX[i] = a.multiplyAdd(inner, projected[i], a.multiply(outer, bracket));
      double projectedV = a.multiplyAdd(-alongV, xhat, vRest);
      gradDy[i] = a.multiplyAdd(scale, projectedV, a.multiplyAdd(slope, xhat, shift));
    }
    double gradGamma = a.multiply(s.overSigma(s.r), order.dot(a, v, projected));
    return Map.of(
        Quantity.GRAD_X, gradX,
        Quantity.GRAD_GAMMA, new double[] {gradGamma},
        Quantity.GRAD_DY, gradDy);
  }

  /** grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB. */
  Map<Quantity, double[]> fixed() {
    int m = dy.length;
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    double[] scaled = new double[m];
    for (int i = 0; i < m; i++) {
      scaled[i] = s.overSigma(dy[i]);
      gradX[i] = a.multiply(scaled[i], ggGamma);
      double fromX = a.multiplyAdd(ggGamma, s.xhat[i], ggBeta);
      gradDy[i] = a.multiplyAdd(gamma, s.overSigma(v[i]), fromX);
    }
    return Map.of(
        Quantity.GRAD_X, gradX,
        Quantity.GRAD_GAMMA, new double[] {order.dot(a, v, scaled)},
        Quantity.GRAD_DY, gradDy);
  }
}
