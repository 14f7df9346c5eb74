package org.normaudit.reference.layer;

import java.util.List;
import org.normaudit.reference.Convention;

/**
 * Normalization with statistics that do not depend on x: y = γ(x−μ)/σ + β. Inference, and a step
 * without values; the running statistics stay as they are.
 */
final class FixedStatistics {
  private FixedStatistics() {}

  static <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    T kept = s.only(Roles.RUNNING_SPREAD);
    T sigma = new Spread<>(v, convention, s.epsilon()).inference(kept);
    T divisor = s.let(Name.FIXED_SIGMA, sigma);
    T mean = s.only(Roles.RUNNING_MEAN);
    List<T> deviations = s.let(Name.DEVIATIONS, v.minus(s.get(Roles.X), mean));
    List<T> xhat = s.let(Name.NORMALIZED, v.standardize(deviations, divisor));
    Parameters<T> p = Parameters.of(s, convention);
    s.put(Roles.Y, v.affine(line(s, p, deviations, mean, divisor, xhat)));
    s.put(Roles.RUNNING_MEAN, mean);
    s.put(Roles.RUNNING_SPREAD, kept);
  }

  private static <T> Line<T> line(
      BlockStep<T> s, Parameters<T> p, List<T> deviations, T mean, T sigma, List<T> xhat) {
    return new Line<>(
        s.get(Roles.X), deviations, mean, sigma, xhat, p.gamma(), p.beta(), null, null);
  }

  static <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    Parameters<T> p = Parameters.of(s, convention);
    T sigma = s.value(Name.FIXED_SIGMA);
    T mean = s.only(Roles.RUNNING_MEAN);
    List<T> xhat = s.named(Name.NORMALIZED);
    s.put(Roles.DX, v.scaledQuotient(s, s.get(Roles.DY), p.gamma(), sigma));
    p.putGradients(line(s, p, s.named(Name.DEVIATIONS), mean, sigma, xhat));
  }

  static <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    Parameters<T> p = Parameters.of(s, convention);
    p.put(
        v.fixedDoubleBackward(
            s, p.secondOrder(), s.value(Name.FIXED_SIGMA), s.named(Name.NORMALIZED)));
  }
}
