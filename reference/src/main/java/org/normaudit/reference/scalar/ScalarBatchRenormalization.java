package org.normaudit.reference.scalar;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;

/**
 * Batch renormalization with its analytic gradients. S. Ioffe, arXiv:1702.03275, algorithm 1.
 *
 * <ul>
 *   <li>Training: r = σ_B/σ clipped to [1/r_max, r_max], d = (μ_B − μ)/σ clipped to [−d_max,
 *       d_max], from the running μ and σ before the step; x̂ = x̂⁰·r + d with x̂⁰ = (x − μ_B)/σ_B;
 *       y = γ·x̂ + β. The running mean follows μ_B and the running σ follows σ_B, ε inside; under
 *       Bessel's correction it follows √(V·m/(m−1) + ε).
 *   <li>r and d are constants to the gradient: dx = (γr/σ_B)(dy − ū(dy) − x̂⁰·ū(dy·x̂⁰)), dγ = Σ
 *       dy·x̂, dβ = Σ dy.
 *   <li>Inference: x̂ = (x − μ)/σ with no further ε.
 * </ul>
 *
 * <p>r_min of the {@link Clip} is not read. With r_max = 1 and d_max = 0 the numbers are those of
 * {@link ScalarBatchNormalization}, to the bit but for the sign of zero.
 *
 * <p>Error of training, to first order: r to 6ur and d to u·ū|x−μ_B|/σ + 3u|d| where they are not
 * clipped, and exactly the bound where they are, but for u in 1/r_max; x̂ to Δx̂⁰·r + Δr|x̂⁰| + Δd
 * + u|rx̂⁰| + u|x̂|; y, dγ and dβ as in batch normalization with this x̂; dx as there, and 2u|dx| +
 * |dx|Δr/r.
 */
final class ScalarBatchRenormalization {
  private ScalarBatchRenormalization() {}

  static LayerOutput run(LayerInput in) {
    in.state().requireFor(Convention.RunningStatistic.DEVIATION);
    if (in.mode() == Mode.INFERENCE || in.shape().count() == 0) {
      return FixedStatistics.run(in, in.state().spread());
    }
    Shape shape = in.shape();
    StandardizedBatch batch = StandardizedBatch.of(shape, in.x(), in.epsilon());
    double[] r = scaleCorrection(batch, in);
    double[] d = shiftCorrection(batch, in);
    double[] xhat = Channelwise.affine(shape, batch.xhat(), r, d);

    RunningStatistics state =
        in.state().updated(in.rule(), batch.mean(), batch.keptSigma(in.rule(), in.epsilon()));
    double[] projected = batch.project(in.dy());
    double[] scale = Channelwise.products(in.gamma(), r);
    LayerOutput out =
        LayerOutput.empty()
            .with(Quantity.Y, Channelwise.affine(shape, xhat, in.gamma(), in.beta()))
            .with(Quantity.RUNNING_MEAN, state.mean())
            .with(Quantity.RUNNING_SPREAD, state.spread())
            .with(Quantity.R, r)
            .with(Quantity.D, d)
            .with(Quantity.DX, Channelwise.scaled(shape, projected, scale, batch.sigma()))
            .with(Quantity.DGAMMA, ChannelSums.ofProducts(shape, in.dy(), xhat))
            .with(Quantity.DBETA, ChannelSums.of(shape, in.dy()));
    return in.second().isEmpty()
        ? out
        : ScalarDoubleBackward.addTo(out, in, batch, projected, r, d);
  }

  private static double[] scaleCorrection(StandardizedBatch batch, LayerInput in) {
    double high = in.clip().rMax();
    double low = 1 / high;
    double[] r = new double[batch.sigma().length];
    for (int c = 0; c < r.length; c++) {
      r[c] = clip(batch.sigma()[c] / in.state().spread()[c], low, high);
    }
    return r;
  }

  // From the very mean that x̂⁰ was centred with, its remainder included: only then do their errors
  // cancel in x̂⁰·r + d, which unclipped is (x − μ)/σ for every batch.
  private static double[] shiftCorrection(StandardizedBatch batch, LayerInput in) {
    double bound = in.clip().dMax();
    double[] d = new double[batch.mean().length];
    for (int c = 0; c < d.length; c++) {
      double shift =
          (batch.mean()[c] - in.state().mean()[c] + batch.rest()[c]) / in.state().spread()[c];
      d[c] = clip(shift, -bound, bound);
    }
    return d;
  }

  // NaN stays NaN: both of Math's functions pass it on.
  private static double clip(double v, double low, double high) {
    return Math.min(Math.max(v, low), high);
  }
}
