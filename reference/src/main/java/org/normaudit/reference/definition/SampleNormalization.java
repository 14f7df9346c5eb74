package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * Normalization with the statistics of one sample: over all channels, J. L. Ba, J. R. Kiros, G. E.
 * Hinton, "Layer Normalization", 2016, arXiv:1607.06450; over one channel, D. Ulyanov, A. Vedaldi,
 * V. Lempitsky, "Instance Normalization", 2016, arXiv:1607.08022; over a group of channels, Y. Wu,
 * K. He, "Group Normalization", 2018, arXiv:1803.08494; over all channels and without a mean, B.
 * Zhang, R. Sennrich, "Root Mean Square Layer Normalization", 2019, arXiv:1910.07467.
 *
 * <p>For each sample of a block of channels: μ = ū(x), V = ū((x−μ)²), σ = √(V+ε), x̂ = (x−μ)/σ, and
 * y = γ·x̂ + β with γ and β of each value's channel. Root mean square normalization has μ = 0; its
 * paper has no ε and a bias outside, so β is 0.
 *
 * <p>With g = γ·dy: dx = (1/σ)(g − ū(g) − x̂·ū(g·x̂)), without ū(g) where μ = 0; dγ and dβ are sums
 * over a channel of all samples, another partition than that of the statistics. Both modes are the
 * same, and nothing is remembered.
 */
final class SampleNormalization implements Definition {
  private final Convention convention;
  private final boolean centered;

  SampleNormalization(Convention convention, boolean centered) {
    // Bessel's correction is for a mean that was subtracted.
    this.convention = centered ? convention : convention.withNormalizing(Correction.BIASED);
    this.centered = centered;
  }

  @Override
  public <T> ChannelOutput<T> evaluate(Arithmetic<T> a, ChannelInput<T> in) {
    Algebra<T> v = new Algebra<>(a);
    List<T> gamma = perValue(in, in.gammas());
    List<T> xhat = new ArrayList<>();
    List<Standardization<T>> samples = new ArrayList<>();
    for (int at = 0; at < in.x().size(); at += sampleSize(in)) {
      List<T> x = in.x().subList(at, at + sampleSize(in));
      Standardization<T> s = Standardization.of(a, convention, in.epsilon(), x, centered);
      xhat.addAll(s.xhat());
      samples.add(s);
    }
    ChannelOutput<T> out = ChannelOutput.empty();
    out.put(Quantity.Y, v.plus(v.times(xhat, gamma), perValue(in, in.betas())));
    if (!in.hasUpstream()) {
      return out;
    }
    List<T> g = v.times(in.dy(), gamma);
    List<T> dx = new ArrayList<>();
    for (Standardization<T> s : samples) {
      dx.addAll(s.pullback(g.subList(dx.size(), dx.size() + sampleSize(in))));
    }
    out.put(Quantity.DX, dx);
    out.put(Quantity.DGAMMA, channelSums(v, in, v.times(in.dy(), xhat)));
    out.put(Quantity.DBETA, channelSums(v, in, in.dy()));
    Optional<ChannelInput.Second<T>> second = in.second();
    second.ifPresent(upstream -> doubleBackward(v, in, upstream, samples, g, out));
    return out;
  }

  /**
   * For upstream gradients v of dx, ggG of dγ and ggB of dβ, with P and B of {@link Curvature}:
   * grad_x = B(v, g) + P(ggG·dy), grad_gamma = Σ dy·P(v) over a channel, grad_dy = γ·P(v) + ggG·x̂
   * + ggB.
   */
  private <T> void doubleBackward(
      Algebra<T> v,
      ChannelInput<T> in,
      ChannelInput.Second<T> second,
      List<Standardization<T>> samples,
      List<T> g,
      ChannelOutput<T> out) {
    List<T> ggGamma = perValue(in, second.ddgammas());
    List<T> w = v.times(in.dy(), ggGamma);
    List<T> gradX = new ArrayList<>();
    List<T> projected = new ArrayList<>();
    List<T> xhat = new ArrayList<>();
    int at = 0;
    for (Standardization<T> sample : samples) {
      int end = at + sampleSize(in);
      Curvature<T> curvature = new Curvature<>(sample);
      List<T> upstream = second.ddx().subList(at, end);
      List<T> bent = curvature.bend(upstream, g.subList(at, end));
      gradX.addAll(v.plus(bent, curvature.project(w.subList(at, end))));
      projected.addAll(curvature.project(upstream));
      xhat.addAll(sample.xhat());
      at = end;
    }
    List<T> fromV = v.times(projected, perValue(in, in.gammas()));
    List<T> fromGamma = v.times(xhat, ggGamma);
    out.put(Quantity.GRAD_X, gradX);
    out.put(Quantity.GRAD_GAMMA, channelSums(v, in, v.times(in.dy(), projected)));
    out.put(Quantity.GRAD_DY, v.plus(v.plus(fromV, fromGamma), perValue(in, second.ddbetas())));
  }

  private static <T> int sampleSize(ChannelInput<T> in) {
    return in.gammas().size() * in.inner();
  }

  private static <T> List<T> perValue(ChannelInput<T> in, List<T> perChannel) {
    List<T> values = new ArrayList<>();
    for (int k = 0; k < in.x().size(); k++) {
      values.add(perChannel.get(k / in.inner() % perChannel.size()));
    }
    return values;
  }

  private static <T> List<T> channelSums(Algebra<T> v, ChannelInput<T> in, List<T> values) {
    int channels = in.gammas().size();
    List<T> sums = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      List<T> own = new ArrayList<>();
      for (int k = 0; k < values.size(); k++) {
        if (k / in.inner() % channels == c) {
          own.add(values.get(k));
        }
      }
      sums.add(v.sum(own));
    }
    return sums;
  }
}
