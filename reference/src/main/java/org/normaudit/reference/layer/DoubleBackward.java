package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.autodiff.Arithmetic;

/**
 * The gradients of the backward pass, for upstream gradients v of dx, ggG of dγ and ggB of dβ; x̃ =
 * x − μ, s = 1/σ, P and B of {@link Curvature}.
 */
final class DoubleBackward {
  private DoubleBackward() {}

  /**
   * One channel by its own statistics, x̂ = r·x̃·s + d with r and d held: dx = γr·P(dy), dγ =
   * Σdy·x̂, so that
   *
   * <ul>
   *   <li>grad_x = γr·B(v, dy) + ggG·r·P(dy)
   *   <li>grad_gamma = r·Σ v·P(dy)
   *   <li>grad_dy = γr·P(v) + ggG·x̂ + ggB
   * </ul>
   */
  static <T> SecondOrderStep.Gradients<T> ofChannel(
      Standardization<T> std, SecondOrderStep<T> in, T r, T d) {
    Algebra<T> v = std.s().algebra();
    Arithmetic<T> a = v.a;
    Curvature<T> curvature = new Curvature<>(std);
    List<T> projectedDy = curvature.project(in.dy());
    T gammaR = a.multiply(in.gamma(), r);
    T ggR = a.multiply(in.ddgamma(), r);
    List<T> bent = curvature.bend(in.ddx(), in.dy());
    List<T> gradX = v.plus(v.times(bent, gammaR), v.times(projectedDy, ggR));
    T gradGamma = a.multiply(r, v.dot(in.ddx(), projectedDy));
    List<T> xhat = v.plus(v.times(std.xhat(), r), d);
    List<T> projectedV = curvature.project(in.ddx());
    List<T> gradDy = v.plus(v.times(projectedV, gammaR), v.times(xhat, in.ddgamma()));
    return new SecondOrderStep.Gradients<>(gradX, gradGamma, v.plus(gradDy, in.ddbeta()));
  }

  /**
   * One channel by fixed statistics: dx = γ·dy/σ and dγ = Σdy·x̂ give grad_x = ggG·dy/σ, grad_gamma
   * = Σv·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB.
   */
  static <T> SecondOrderStep.Gradients<T> fixed(
      BlockStep<T> s, SecondOrderStep<T> in, T sigma, List<T> xhat) {
    Algebra<T> v = s.algebra();
    List<T> dyOverSigma = s.named(Name.DY_OVER_SIGMA);
    List<T> fromV = v.times(v.over(in.ddx(), sigma), in.gamma());
    List<T> gradDy = v.plus(fromV, v.times(xhat, in.ddgamma()));
    return new SecondOrderStep.Gradients<>(
        v.times(dyOverSigma, in.ddgamma()),
        v.dot(in.ddx(), dyOverSigma),
        v.plus(gradDy, in.ddbeta()));
  }

  /**
   * Several sets with a γ for each value: grad_gamma = Σ dy·P(v) over a channel, grad_dy = γ·P(v) +
   * ggG·x̂ + ggB.
   *
   * @param upstreams v
   * @return the gradient by what was standardized: B(v, g) + P(ggG·dy)
   */
  static <T> List<T> ofSets(BlockStep<T> s, Parameters<T> p, List<T> upstreams) {
    Algebra<T> v = s.algebra();
    List<T> dy = s.get(Roles.DY);
    List<T> g = s.named(Name.G);
    List<T> ggGamma = s.perValue(p.ddgammas());
    List<T> w = v.times(dy, ggGamma);
    List<List<T>> gradX = new ArrayList<>();
    List<List<T>> projected = new ArrayList<>();
    List<List<T>> xhat = new ArrayList<>();
    for (int i = 0; i < s.standardized().size(); i++) {
      Standardization<T> sample = s.standardized().get(i);
      int[] set = s.region().sets().get(i);
      Curvature<T> curvature = new Curvature<>(sample);
      List<T> upstream = s.part(upstreams, set);
      List<T> bent = curvature.bend(upstream, s.part(g, set));
      gradX.add(v.plus(bent, curvature.project(s.part(w, set))));
      projected.add(curvature.project(upstream));
      xhat.add(sample.xhat());
    }
    List<T> ofV = s.joined(projected);
    List<T> fromV = v.times(ofV, p.gamma());
    List<T> fromGamma = v.times(s.joined(xhat), ggGamma);
    p.putGradGamma(s.parameterDots(dy, ofV));
    List<T> gradDy = v.plus(fromV, fromGamma);
    s.put(Roles.GRAD_DY, p.betas() == null ? gradDy : v.plus(gradDy, s.perValue(p.ddbetas())));
    return s.joined(gradX);
  }
}
