package org.normaudit.verification.lab.variants;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.layer.SecondOrderStep;

/**
 * The double backward of one channel by x̂, as implementations write it that keep x̂ and 1/σ: for
 * upstream gradients v of dx, ggG of dγ and ggB of dβ, with r and d held. P(w) = w − ū(w) −
 * x̂·ū(w·x̂).
 *
 * @param a the machine
 * @param order the order of sums
 * @param reciprocal whether quotients by σ are products with 1/σ
 * @param sigma σ
 * @param xhat x̂ before r and d
 * @param r what it is multiplied by
 * @param d what is added then
 */
record XhatDoubleBackward(
    Machine a,
    Summation order,
    boolean reciprocal,
    double sigma,
    double[] xhat,
    double r,
    double d) {

  private double overSigma(double v) {
    return reciprocal ? a.multiply(v, a.divide(1, sigma)) : a.divide(v, sigma);
  }

  /**
   * grad_x = (γr/σ²)[x̂·k − ū(v·x̂)(dy−ū(dy)) − ū(dy·x̂)(v−ū(v))] + (ggG·r/σ)P(dy), k = ū(v)ū(dy) −
   * ū(v·dy) + 3ū(dy·x̂)ū(v·x̂); grad_gamma = (r/σ)Σv·P(dy); grad_dy = (γr/σ)P(v) + ggG(r·x̂+d) +
   * ggB.
   */
  SecondOrderStep.Gradients<Double> training(SecondOrderStep<Double> in) {
    double[] dy = AlgorithmAlgebra.array(in.dy());
    double[] v = AlgorithmAlgebra.array(in.ddx());
    double meanDy = order.mean(a, dy);
    double meanV = order.mean(a, v);
    double alongDy = order.meanProduct(a, dy, xhat);
    double alongV = order.meanProduct(a, v, xhat);
    double covariance = a.multiplyAdd(meanV, meanDy, -order.meanProduct(a, v, dy));
    double k = a.multiplyAdd(a.multiply(3, alongDy), alongV, covariance);
    double scale = a.multiply(a.multiply(in.gamma(), r), a.divide(1, sigma));
    double outer = overSigma(scale);
    double slope = a.multiply(in.ddgamma(), r);
    double inner = overSigma(slope);
    double shift = a.multiplyAdd(in.ddgamma(), d, in.ddbeta());
    double[] projected = new double[dy.length];
    List<Double> gradX = new ArrayList<>(dy.length);
    List<Double> gradDy = new ArrayList<>(dy.length);
    for (int i = 0; i < dy.length; i++) {
      double dyRest = a.subtract(dy[i], meanDy);
      double vRest = a.subtract(v[i], meanV);
      projected[i] = a.multiplyAdd(-alongDy, xhat[i], dyRest);
      double along = a.multiplyAdd(-alongV, dyRest, a.multiply(xhat[i], k));
      double bracket = a.multiplyAdd(-alongDy, vRest, along);
      gradX.add(a.multiplyAdd(inner, projected[i], a.multiply(outer, bracket)));
      double projectedV = a.multiplyAdd(-alongV, xhat[i], vRest);
      gradDy.add(a.multiplyAdd(scale, projectedV, a.multiplyAdd(slope, xhat[i], shift)));
    }
    double gradGamma = a.multiply(overSigma(r), order.dot(a, v, projected));
    return new SecondOrderStep.Gradients<>(gradX, gradGamma, gradDy);
  }

  /** grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB. */
  SecondOrderStep.Gradients<Double> fixed(SecondOrderStep<Double> in) {
    double[] dy = AlgorithmAlgebra.array(in.dy());
    double[] v = AlgorithmAlgebra.array(in.ddx());
    double[] scaled = new double[dy.length];
    List<Double> gradX = new ArrayList<>(dy.length);
    List<Double> gradDy = new ArrayList<>(dy.length);
    for (int i = 0; i < dy.length; i++) {
      scaled[i] = overSigma(dy[i]);
      gradX.add(a.multiply(scaled[i], in.ddgamma()));
      double fromX = a.multiplyAdd(in.ddgamma(), xhat[i], in.ddbeta());
      gradDy.add(a.multiplyAdd(in.gamma(), overSigma(v[i]), fromX));
    }
    return new SecondOrderStep.Gradients<>(gradX, order.dot(a, v, scaled), gradDy);
  }
}
