package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Quantity;

/** Normalization with statistics that do not depend on x: y = γ(x−μ)/σ + β. */
final class Fixed {
  private Fixed() {}

  /** Inference; the running statistics stay as they are. */
  static <T> ChannelOutput<T> inference(
      Arithmetic<T> a, Convention convention, ChannelInput<T> in) {
    Algebra<T> v = new Algebra<>(a);
    T sigma = new Spread<>(a, convention, in.epsilon()).inference(in.runningSpread());
    List<T> xhat = v.over(v.minus(in.x(), in.runningMean()), sigma);

    ChannelOutput<T> out = ChannelOutput.empty();
    out.put(Quantity.Y, v.plus(v.times(xhat, in.gamma()), in.beta()));
    out.put(Quantity.RUNNING_MEAN, in.runningMean());
    out.put(Quantity.RUNNING_SPREAD, in.runningSpread());
    if (!in.hasUpstream()) {
      return out;
    }
    List<T> dyOverSigma = v.over(in.dy(), sigma);
    out.put(Quantity.DX, v.times(dyOverSigma, in.gamma()));
    out.put(Quantity.DGAMMA, v.dot(in.dy(), xhat));
    out.put(Quantity.DBETA, v.sum(in.dy()));
    in.second()
        .ifPresent(second -> DoubleBackward.fixed(v, in, second, sigma, dyOverSigma, xhat, out));
    return out;
  }
}
