package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Quantity;

/**
 * The gradients of the backward pass, for upstream gradients v of dx, ggG of dγ and ggB of dβ; x̃ =
 * x − μ, s = 1/σ.
 */
final class DoubleBackward {
  private DoubleBackward() {}

  /**
   * Training, x̂ = r·x̃·s + d with r and d held: dx = γr·P(dy), dγ = Σdy·x̂, so that with B of
   * {@link Curvature}
   *
   * <ul>
   *   <li>grad_x = γr·B(v, dy) + ggG·r·P(dy)
   *   <li>grad_gamma = r·Σ v·P(dy)
   *   <li>grad_dy = γr·P(v) + ggG·x̂ + ggB
   * </ul>
   */
  static <T> void training(
      Standardization<T> std,
      ChannelInput<T> in,
      ChannelInput.Second<T> second,
      T r,
      T d,
      ChannelOutput<T> out) {
    Algebra<T> v = std.v();
    Arithmetic<T> a = v.a;
    Curvature<T> curvature = new Curvature<>(std);
    List<T> projectedDy = curvature.project(in.dy());
    T gammaR = a.multiply(in.gamma(), r);
    T ggR = a.multiply(second.ddgamma(), r);
    List<T> bent = curvature.bend(second.ddx(), in.dy());
    out.put(Quantity.GRAD_X, v.plus(v.times(bent, gammaR), v.times(projectedDy, ggR)));
    out.put(Quantity.GRAD_GAMMA, a.multiply(r, v.dot(second.ddx(), projectedDy)));

    List<T> xhat = v.plus(v.times(std.xhat(), r), d);
    List<T> projectedV = curvature.project(second.ddx());
    List<T> gradDy = v.plus(v.times(projectedV, gammaR), v.times(xhat, second.ddgamma()));
    out.put(Quantity.GRAD_DY, v.plus(gradDy, second.ddbeta()));
  }

  /**
   * Fixed statistics: dx = γ·dy/σ and dγ = Σdy·x̂ give grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ,
   * grad_dy = γ·v/σ + ggG·x̂ + ggB.
   */
  static <T> void fixed(
      Algebra<T> v,
      ChannelInput<T> in,
      ChannelInput.Second<T> second,
      T sigma,
      List<T> dyOverSigma,
      List<T> xhat,
      ChannelOutput<T> out) {
    out.put(Quantity.GRAD_X, v.times(dyOverSigma, second.ddgamma()));
    out.put(Quantity.GRAD_GAMMA, v.dot(second.ddx(), dyOverSigma));
    List<T> gradDy =
        v.plus(v.times(v.over(second.ddx(), sigma), in.gamma()), v.times(xhat, second.ddgamma()));
    out.put(Quantity.GRAD_DY, v.plus(gradDy, second.ddbeta()));
  }
}
