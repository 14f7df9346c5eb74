package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;

/**
 * Batch renormalization: S. Ioffe, "Batch Renormalization: Towards Reducing Minibatch Dependence in
 * Batch-Normalized Models", 2017, arXiv:1702.03275, algorithm 1.
 *
 * <p>Training: x̂ = (x−μ_B)/σ_B · r + d and y = γ·x̂ + β, where r = clip(σ_B/σ) to [1/r_max, r_max]
 * and d = clip((μ_B−μ)/σ) to [−d_max, d_max] come from the running μ and σ before the step and
 * carry no gradient. Inference: y = γ(x−μ)/σ + β. The running σ averages σ_B, in which ε lies
 * already.
 */
final class BatchRenormalization implements Definition {
  private final Convention convention;

  BatchRenormalization(Convention convention) {
    this.convention = convention;
  }

  @Override
  public <T> ChannelOutput<T> evaluate(Arithmetic<T> a, ChannelInput<T> in) {
    if (in.mode() == Mode.INFERENCE || in.x().isEmpty()) {
      return Fixed.inference(a, convention, in);
    }
    Algebra<T> v = new Algebra<>(a);
    Spread<T> spread = new Spread<>(a, convention, in.epsilon());
    ChannelOutput<T> out = ChannelOutput.empty();

    Standardization<T> s = Standardization.of(a, convention, in);
    T keptVariance = spread.keptVariance(s.variance(), in);
    T newMean = Running.update(a, in, in.runningMean(), s.mean());
    T newSpread = Running.update(a, in, in.runningSpread(), spread.kept(keptVariance));

    boolean before = convention.order() == Convention.Order.BEFORE_UPDATE;
    T mean = before ? in.runningMean() : newMean;
    T sigma = spread.denominator(before ? in.runningSpread() : newSpread);
    T r = a.stopGradient(clipScale(a, in.clip(), a.divide(s.sigma(), sigma)));
    T d = a.stopGradient(clipShift(a, in.clip(), a.divide(a.subtract(s.mean(), mean), sigma)));

    out.put(Quantity.R, r);
    out.put(Quantity.D, d);
    out.put(Quantity.RUNNING_MEAN, newMean);
    out.put(Quantity.RUNNING_SPREAD, newSpread);

    boolean plain = convention.fold() == Convention.Fold.NONE;
    FoldedMoments<T> folded = plain ? null : new FoldedMoments<>(a, s, in.epsilon(), r, d);
    List<T> xhat = plain ? v.plus(v.times(s.xhat(), r), d) : folded.xhat();
    out.put(Quantity.Y, v.plus(v.times(xhat, in.gamma()), in.beta()));
    if (!in.hasUpstream()) {
      return out;
    }
    List<T> g = v.times(in.dy(), in.gamma());
    out.put(Quantity.DX, plain ? v.times(s.pullback(g), r) : folded.pullback(g));
    out.put(Quantity.DGAMMA, v.dot(in.dy(), xhat));
    out.put(Quantity.DBETA, v.sum(in.dy()));
    in.second()
        .filter(second -> plain)
        .ifPresent(second -> DoubleBackward.training(s, in, second, r, d, out));
    return out;
  }

  private <T> T clipScale(Arithmetic<T> a, Clip clip, T r) {
    T one = a.constant(1);
    boolean bounded = !Double.isInfinite(clip.rMax());
    T low = a.constant(clip.rMin());
    if (convention.lowerClip() == Convention.LowerClip.RECIPROCAL) {
      low = bounded ? a.divide(one, a.constant(clip.rMax())) : a.constant(0);
    }
    if (bounded) {
      return a.clamp(r, low, a.constant(clip.rMax()));
    }
    // Not every arithmetic has an infinity: what is above 1 is its own upper bound.
    return a.clamp(r, low, a.value(a.subtract(r, one)) > 0 ? r : one);
  }

  private static <T> T clipShift(Arithmetic<T> a, Clip clip, T d) {
    if (Double.isInfinite(clip.dMax())) {
      return d;
    }
    return a.clamp(d, a.constant(-clip.dMax()), a.constant(clip.dMax()));
  }
}
