package org.normaudit.reference.scalar;

import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;

/**
 * Layer, instance, group and root mean square normalization with their analytic gradients. J. L.
 * Ba, J. R. Kiros, G. E. Hinton, arXiv:1607.06450; D. Ulyanov, A. Vedaldi, V. Lempitsky,
 * arXiv:1607.08022; Y. Wu, K. He, arXiv:1803.08494; B. Zhang, R. Sennrich, arXiv:1910.07467.
 *
 * <p>The values of a sample that share statistics lie in one piece, so the tensor is its own
 * {@linkplain LayerInput#statistics standardized batch} of another shape; γ and β belong to the
 * channels of the first shape.
 *
 * <ul>
 *   <li>x̂ = (x − μ)/√(V + ε) in each set of values, μ = 0 for root mean squares; y = γ·x̂ + β.
 *   <li>g = γ·dy, dx = P(g)/σ with P of {@link StandardizedBatch#project} in each set; dγ = Σ dy·x̂
 *       and dβ = Σ dy over each channel.
 *   <li>Double backward, for upstream gradients v of dx, ggG of dγ and ggB of dβ: grad_x = B(v,
 *       g)/σ² + P(ggG·dy)/σ; grad_gamma = Σ dy·P(v)/σ over each channel; grad_dy = γ·P(v)/σ +
 *       ggG·x̂ + ggB; B(v, g) = x̂·k − ū(v·x̂)(g − ū(g)) − ū(g·x̂)(v − ū(v)), k = ū(v)ū(g) − ū(v·g)
 *       + 3ū(v·x̂)ū(g·x̂), without ū(v) and ū(g) for root mean squares.
 * </ul>
 *
 * <p>Edges: without values y, dx are empty, dγ = dβ = 0; a set of one value gives y = β and dx = 0
 * exactly where a mean is subtracted and ε &gt; 0; V + ε = 0 is 0/0, so NaN; NaN in x reaches its
 * set, and dγ of the channels in it. Mode, rule and state are not read.
 *
 * <p>Error, to first order, with Δx̂ of {@link StandardizedBatch}: y to |γ|Δx̂ + u|γx̂| + u|y|; dγ
 * to Σ|dy|Δx̂ + u(Σ|dy·x̂| + |dγ|); dβ to u|dβ|; dx to 1/σ times the error of the projection of a g
 * that is off by u|g|, and 6u|dx|; the terms of the double backward to 8u of their magnitudes and
 * what the errors of σ, x̂ and the means bring.
 */
final class ScalarSampleNormalization {
  private ScalarSampleNormalization() {}

  static LayerOutput run(LayerInput in) {
    Shape shape = in.shape();
    Shape sets = in.statistics();
    StandardizedBatch batch =
        in.layer().isCentered()
            ? StandardizedBatch.of(sets, in.x(), in.epsilon())
            : StandardizedBatch.aroundZero(sets, in.x(), in.epsilon());
    double[] g = Channelwise.times(shape, in.dy(), in.gamma());
    LayerOutput out =
        LayerOutput.empty()
            .with(Quantity.Y, Channelwise.affine(shape, batch.xhat(), in.gamma(), in.beta()))
            .with(Quantity.DX, Channelwise.over(sets, batch.project(g), batch.sigma()))
            .with(Quantity.DGAMMA, ChannelSums.ofProducts(shape, in.dy(), batch.xhat()))
            .with(Quantity.DBETA, ChannelSums.of(shape, in.dy()));
    return in.second().isEmpty() ? out : doubleBackward(out, in, batch, g);
  }

  private static LayerOutput doubleBackward(
      LayerOutput out, LayerInput in, StandardizedBatch batch, double[] g) {
    Shape shape = in.shape();
    SecondOrder given = in.second().orElseThrow();
    SampleSecondOrder second =
        SampleSecondOrder.of(shape, batch, in.dy(), g, given.ddx(), given.ddgamma());
    return out.with(Quantity.GRAD_X, second.gradX())
        .with(Quantity.GRAD_GAMMA, second.gradGamma())
        .with(Quantity.GRAD_DY, second.gradDy(shape, in.gamma(), given.ddbeta()));
  }
}
