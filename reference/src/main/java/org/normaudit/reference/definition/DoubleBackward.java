package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput.Second;

/**
 * The gradients of the backward pass, for upstream gradients v of dx, ggG of dγ and ggB of dβ. With
 * x̃ = x − μ, s = 1/σ, M = m, and c = 2dσ/dV·σ (1 where ε lies inside the root).
 *
 * <p>Only conventions with ε inside the root, where c = 1, have these formulas.
 */
final class DoubleBackward {
  private DoubleBackward() {}

  /**
   * Training, scaled by r:
   *
   * <ul>
   *   <li>K = Σv·Σdy/M − Σ(v·dy) + (3/M)s²·Σ(dy·x̃)·Σ(v·x̃)
   *   <li>grad_x = γr(s³/M)[x̃K + Σ(v·x̃)(Σdy/M − dy) + Σ(dy·x̃)(Σv/M − v)] + ggG·r[s·dy − sΣdy/M −
   *       x̃s³Σ(dy·x̃)/M]
   *   <li>P(w,γ) = (γs/M)(Mw − Σw − x̃s²Σ(w·x̃)); grad_gamma = rΣ v·P(dy,1); grad_dy = rP(v,γ) +
   *       ggG·r·x̃s + ggB
   * </ul>
   */
  static <T> void training(
      Standardization<T> std, ChannelInput<T> in, Second<T> second, T r, ChannelOutput<T> out) {
    Algebra<T> v = std.v();
    Arithmetic<T> a = v.a;
    T m = a.constant(in.x().size());
    T s = a.divide(a.constant(1), std.sigma());
    T s2 = v.square(s);
    List<T> xt = std.centered();
    List<T> dy = in.dy();
    List<T> ddx = second.ddx();

    T sumDy = v.sum(dy);
    T sumV = v.sum(ddx);
    T dyX = v.dot(dy, xt);
    T vX = v.dot(ddx, xt);
    T three = a.constant(3);
    T k =
        a.add(
            a.subtract(a.divide(a.multiply(sumV, sumDy), m), v.dot(ddx, dy)),
            a.divide(a.multiply(three, a.multiply(s2, a.multiply(dyX, vX))), m));

    T meanDy = a.divide(sumDy, m);
    T meanV = a.divide(sumV, m);
    List<T> bracket =
        v.minus(
            v.minus(v.times(xt, k), v.times(v.minus(dy, meanDy), vX)),
            v.times(v.minus(ddx, meanV), dyX));
    T scale = a.multiply(a.multiply(in.gamma(), r), a.divide(a.multiply(s2, s), m));
    List<T> projectedDy = project(v, dy, xt, s, s2, meanDy, a.divide(dyX, m));
    T ggGamma = a.multiply(second.ddgamma(), r);
    out.put(Quantity.GRAD_X, v.plus(v.times(bracket, scale), v.times(projectedDy, ggGamma)));
    out.put(Quantity.GRAD_GAMMA, a.multiply(r, v.dot(ddx, projectedDy)));

    List<T> projectedV = project(v, ddx, xt, s, s2, meanV, a.divide(vX, m));
    List<T> gradDy =
        v.plus(v.times(projectedV, a.multiply(in.gamma(), r)), v.times(std.xhat(), ggGamma));
    out.put(Quantity.GRAD_DY, v.plus(gradDy, second.ddbeta()));
  }

  /** The share of d in grad_dy: dγ = Σ dy·(r·x̂ + d), so d·ggG is added to every element. */
  static <T> void addShift(Arithmetic<T> a, Second<T> second, T d, ChannelOutput<T> out) {
    List<T> shifted = new ArrayList<>();
    T shift = a.multiply(second.ddgamma(), d);
    for (T e : out.values().get(Quantity.GRAD_DY)) {
      shifted.add(a.add(e, shift));
    }
    out.put(Quantity.GRAD_DY, shifted);
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
      List<T> xhat,
      ChannelOutput<T> out) {
    Arithmetic<T> a = v.a;
    out.put(Quantity.GRAD_X, v.over(v.times(in.dy(), second.ddgamma()), sigma));
    out.put(Quantity.GRAD_GAMMA, a.divide(v.dot(second.ddx(), in.dy()), sigma));
    List<T> gradDy =
        v.plus(v.over(v.times(second.ddx(), in.gamma()), sigma), v.times(xhat, second.ddgamma()));
    out.put(Quantity.GRAD_DY, v.plus(gradDy, second.ddbeta()));
  }

  /** P(w, 1) = s·(w − ū(w) − x̃s²·ū(w·x̃)). */
  private static <T> List<T> project(
      Algebra<T> v, List<T> w, List<T> xt, T s, T s2, T meanW, T meanWx) {
    T along = v.a.multiply(s2, meanWx);
    return v.times(v.minus(v.minus(w, meanW), v.times(xt, along)), s);
  }
}
