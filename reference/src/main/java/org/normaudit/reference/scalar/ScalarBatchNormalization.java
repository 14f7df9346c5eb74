package org.normaudit.reference.scalar;

import java.util.Arrays;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;

/**
 * Batch normalization with its analytic gradients. S. Ioffe, C. Szegedy, arXiv:1502.03167,
 * algorithms 1 and 2.
 *
 * <ul>
 *   <li>Training: x̂ = (x − μ)/√(V + ε), y = γ·x̂ + β; the running mean follows μ, the running
 *       variance follows V or, under Bessel's correction, V·m/(m−1).
 *   <li>dx = (γ/σ)(dy − ū(dy) − x̂·ū(dy·x̂)), dγ = Σ dy·x̂, dβ = Σ dy.
 *   <li>Inference: the running statistics for μ and V.
 * </ul>
 *
 * <p>Error of training, to first order, with Δx̂ of {@link StandardizedBatch}: y to |γ|Δx̂ + u|γx̂|
 * + u|y|; dγ to Σ|dy|Δx̂ + u(Σ|dy·x̂| + |dγ|); dβ to u|dβ|; dx to |γ|/σ times the error of {@link
 * StandardizedBatch#project} and 7u|dx|.
 */
final class ScalarBatchNormalization {
  private ScalarBatchNormalization() {}

  static LayerOutput run(LayerInput in) {
    in.state().requireFor(Convention.RunningStatistic.VARIANCE);
    if (in.mode() == Mode.INFERENCE || in.shape().count() == 0) {
      return FixedStatistics.run(in, runningSigma(in));
    }
    Shape shape = in.shape();
    StandardizedBatch batch = StandardizedBatch.of(shape, in.x(), in.epsilon());
    RunningStatistics state =
        in.state().updated(in.rule(), batch.mean(), batch.keptVariance(in.rule()));
    double[] projected = batch.project(in.dy());
    LayerOutput out =
        LayerOutput.empty()
            .with(Quantity.Y, Channelwise.affine(shape, batch.xhat(), in.gamma(), in.beta()))
            .with(Quantity.RUNNING_MEAN, state.mean())
            .with(Quantity.RUNNING_SPREAD, state.spread())
            .with(Quantity.DX, Channelwise.scaled(shape, projected, in.gamma(), batch.sigma()))
            .with(Quantity.DGAMMA, ChannelSums.ofProducts(shape, in.dy(), batch.xhat()))
            .with(Quantity.DBETA, ChannelSums.of(shape, in.dy()));
    if (in.second().isEmpty()) {
      return out;
    }
    double[] r = new double[shape.channels()];
    Arrays.fill(r, 1);
    double[] d = new double[shape.channels()];
    return ScalarDoubleBackward.addTo(out, in, batch, projected, r, d);
  }

  private static double[] runningSigma(LayerInput in) {
    double[] sigma = in.state().spread().clone();
    for (int c = 0; c < sigma.length; c++) {
      sigma[c] = Math.sqrt(sigma[c] + in.epsilon());
    }
    return sigma;
  }
}
