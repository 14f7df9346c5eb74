package org.normaudit.reference.scalar;

import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;

/**
 * Normalization with the running statistics, which do not depend on x and stay as they are:
 *
 * <ul>
 *   <li>x̂ = (x − μ)/σ, y = γ·x̂ + β
 *   <li>dx = γ·dy/σ, dγ = Σ dy·x̂, dβ = Σ dy
 *   <li>double backward, for upstream gradients v of dx, ggG of dγ and ggB of dβ: grad_x =
 *       ggG·dy/σ, grad_gamma = Σ v·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB
 * </ul>
 *
 * <p>A σ of 0 gives what IEEE 754 says of a division by 0.
 *
 * <p>Error, ρ the relative error of σ: x̂ to (2u + ρ)|x̂|, y to |γ|Δx̂ + u|γx̂| + u|y|, dx to (2u +
 * ρ)|dx|, dγ to Σ|dy|Δx̂ + u(Σ|dy·x̂| + |dγ|), dβ to u|dβ|.
 */
final class FixedStatistics {
  private FixedStatistics() {}

  /**
   * @param sigma one a channel; not modified
   */
  static LayerOutput run(LayerInput in, double[] sigma) {
    Shape shape = in.shape();
    double[] xhat = standardize(shape, in.x(), in.state().mean(), sigma);
    double[] dyOverSigma = Channelwise.over(shape, in.dy(), sigma);
    LayerOutput out =
        LayerOutput.empty()
            .with(Quantity.Y, Channelwise.affine(shape, xhat, in.gamma(), in.beta()))
            .with(Quantity.RUNNING_MEAN, in.state().mean().clone())
            .with(Quantity.RUNNING_SPREAD, in.state().spread().clone())
            .with(Quantity.DX, Channelwise.times(shape, dyOverSigma, in.gamma()))
            .with(Quantity.DGAMMA, ChannelSums.ofProducts(shape, in.dy(), xhat))
            .with(Quantity.DBETA, ChannelSums.of(shape, in.dy()));
    if (in.second().isEmpty()) {
      return out;
    }
    SecondOrder second = in.second().get();
    double[] gradDy =
        Channelwise.combined(
            shape, second.ddx(), in.gamma(), sigma, xhat, second.ddgamma(), second.ddbeta());
    return out.with(Quantity.GRAD_X, Channelwise.times(shape, dyOverSigma, second.ddgamma()))
        .with(Quantity.GRAD_GAMMA, ChannelSums.ofProducts(shape, second.ddx(), dyOverSigma))
        .with(Quantity.GRAD_DY, gradDy);
  }

  private static double[] standardize(Shape shape, double[] x, double[] mean, double[] sigma) {
    double[] xhat = new double[x.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          xhat[k] = (x[k] - mean[c]) / sigma[c];
        }
      }
    }
    return xhat;
  }
}
