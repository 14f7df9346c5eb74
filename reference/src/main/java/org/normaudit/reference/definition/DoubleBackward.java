package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput.Second;

/**
 * The gradients of the backward pass, for upstream gradients v of dx, ggG of dγ and ggB of dβ; x̃ =
 * x − μ, s = 1/σ.
 */
final class DoubleBackward {
  private DoubleBackward() {}

  /**
   * Training, x̂ = r·x̃·s + d with r and d held. With h = s²·2dσ/dV the backward pass is dx =
   * γr·P(dy), P(w) = s(w − ū(w)) − h·x̃·ū(w·x̃), and dγ = Σdy·x̂. P is symmetric, ds/dV = −h/2, so
   * with h' = dh/dV:
   *
   * <ul>
   *   <li>grad_x = γr[x̃·K − h·ū(v·x̃)(dy − ū(dy)) − h·ū(dy·x̃)(v − ū(v))] + ggG·r·P(dy), where K =
   *       h(ū(v)ū(dy) − ū(v·dy)) − 2h'·ū(v·x̃)ū(dy·x̃)
   *   <li>grad_gamma = r·Σ v·P(dy)
   *   <li>grad_dy = γr·P(v) + ggG·x̂ + ggB
   * </ul>
   *
   * <p>Where ε lies inside the root, h = s³ and h' = −(3/2)s⁵.
   */
  static <T> void training(
      Standardization<T> std,
      ChannelInput<T> in,
      Second<T> second,
      T r,
      T d,
      ChannelOutput<T> out) {
    Algebra<T> v = std.v();
    Arithmetic<T> a = v.a;
    List<T> xt = std.centered();
    List<T> dy = in.dy();
    List<T> ddx = second.ddx();
    T s = a.divide(a.constant(1), std.sigma());
    T s2 = v.square(s);
    T h = a.multiply(s2, std.slope());
    T bend =
        a.subtract(
            a.multiply(s2, std.bend()), a.multiply(a.multiply(s2, s), v.square(std.slope())));

    T meanDy = v.mean(dy);
    T meanV = v.mean(ddx);
    T meanDyX = v.mean(v.times(dy, xt));
    T meanVX = v.mean(v.times(ddx, xt));
    T covariance = a.subtract(v.mean(v.times(ddx, dy)), a.multiply(meanV, meanDy));
    T k =
        a.negate(
            a.add(
                a.multiply(h, covariance),
                a.multiply(a.multiply(a.constant(2), bend), a.multiply(meanVX, meanDyX))));

    List<T> alongX = v.times(xt, k);
    List<T> alongDy = v.times(v.minus(dy, meanDy), a.multiply(h, meanVX));
    List<T> alongV = v.times(v.minus(ddx, meanV), a.multiply(h, meanDyX));
    List<T> bracket = v.minus(v.minus(alongX, alongDy), alongV);
    List<T> projectedDy = project(std, s, h, dy, meanDy, meanDyX);
    T gammaR = a.multiply(in.gamma(), r);
    T ggR = a.multiply(second.ddgamma(), r);
    out.put(Quantity.GRAD_X, v.plus(v.times(bracket, gammaR), v.times(projectedDy, ggR)));
    out.put(Quantity.GRAD_GAMMA, a.multiply(r, v.dot(ddx, projectedDy)));

    List<T> projectedV = project(std, s, h, ddx, meanV, meanVX);
    List<T> xhat = v.plus(v.times(std.xhat(), r), d);
    List<T> gradDy = v.plus(v.times(projectedV, gammaR), v.times(xhat, second.ddgamma()));
    out.put(Quantity.GRAD_DY, v.plus(gradDy, second.ddbeta()));
  }

  /** P(w) = s(w − ū(w)) − h·x̃·ū(w·x̃). */
  private static <T> List<T> project(
      Standardization<T> std, T s, T h, List<T> w, T meanW, T meanWx) {
    Algebra<T> v = std.v();
    List<T> along = v.times(std.centered(), v.a.multiply(h, meanWx));
    return v.minus(v.times(v.minus(w, meanW), s), along);
  }

  /**
   * Fixed statistics: dx = γ·dy/σ and dγ = Σdy·x̂ give grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ,
   * grad_dy = γ·v/σ + ggG·x̂ + ggB.
   */
  static <T> void fixed(
      Algebra<T> v,
      ChannelInput<T> in,
      Second<T> second,
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
