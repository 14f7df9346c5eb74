package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;

/**
 * Batch normalization: S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network
 * Training by Reducing Internal Covariate Shift", 2015, arXiv:1502.03167, algorithms 1 and 2.
 *
 * <p>Training: μ = ū(x), V = ū((x−μ)²), σ = √(V+ε), x̂ = (x−μ)/σ, y = γ·x̂ + β. Inference: the same
 * with the running statistics for μ and V.
 */
final class BatchNormalization implements Definition {
  private final Convention convention;

  BatchNormalization(Convention convention) {
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
    out.put(Quantity.Y, v.plus(v.times(s.xhat(), in.gamma()), in.beta()));

    T keptVariance = spread.keptVariance(s.variance(), in);
    out.put(Quantity.RUNNING_MEAN, Running.update(a, in, in.runningMean(), s.mean()));
    out.put(
        Quantity.RUNNING_SPREAD,
        Running.update(a, in, in.runningSpread(), spread.kept(keptVariance)));

    if (!in.hasUpstream()) {
      return out;
    }
    List<T> g = v.times(in.dy(), in.gamma());
    out.put(Quantity.DX, s.pullback(g));
    out.put(Quantity.DGAMMA, v.dot(in.dy(), s.xhat()));
    out.put(Quantity.DBETA, v.sum(in.dy()));

    in.second()
        .ifPresent(
            second -> DoubleBackward.training(s, in, second, a.constant(1), a.constant(0), out));
    return out;
  }
}
