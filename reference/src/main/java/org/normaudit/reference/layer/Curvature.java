package org.normaudit.reference.layer;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;

/**
 * The first and second derivative of x̂ = x̃·s, s = 1/σ. With h = s²·2dσ/dV and h' = dh/dV, the
 * gradient of x for a gradient w of x̂ is P(w) = s(w − ū(w)) − h·x̃·ū(w·x̃). P is a symmetric
 * operator and ds/dV = −h/2, so the gradient of Σ v·P(g) by x is
 *
 * <p>B(v, g) = x̃·K − h·ū(v·x̃)(g − ū(g)) − h·ū(g·x̃)(v − ū(v)), K = h(ū(v)ū(g) − ū(v·g)) −
 * 2h'·ū(v·x̃)ū(g·x̃).
 *
 * <p>Where no mean is subtracted, ū(w), ū(v) and ū(g) are left out. Where ε lies inside the root, h
 * = s³ and h' = −(3/2)s⁵.
 *
 * @param <T> the numbers
 */
final class Curvature<T> {
  private final Standardization<T> std;
  private final Algebra<T> v;
  private final Arithmetic<T> a;
  private final T s;
  private final T h;
  private final T change;

  Curvature(Standardization<T> std) {
    this.std = std;
    this.v = std.s().algebra();
    this.a = v.a;
    this.s = a.divide(a.constant(1), std.sigma());
    T s2 = v.square(s);
    this.h = a.multiply(s2, std.slope());
    this.change =
        a.subtract(
            a.multiply(s2, std.bend()), a.multiply(a.multiply(s2, s), v.square(std.slope())));
  }

  /** P(w). */
  List<T> project(List<T> w) {
    List<T> along = v.times(std.deviations(), a.multiply(h, alongX(w)));
    return v.minus(v.times(rest(w), s), along);
  }

  /** B(v, g). */
  List<T> bend(List<T> upstream, List<T> g) {
    T meanVX = alongX(upstream);
    T meanGX = alongX(g);
    T covariance = v.meanProduct(upstream, g);
    if (std.centered()) {
      covariance = a.subtract(covariance, a.multiply(v.mean(upstream), v.mean(g)));
    }
    T k =
        a.negate(
            a.add(
                a.multiply(h, covariance),
                a.multiply(a.multiply(a.constant(2), change), a.multiply(meanVX, meanGX))));
    List<T> alongG = v.times(rest(g), a.multiply(h, meanVX));
    List<T> alongV = v.times(rest(upstream), a.multiply(h, meanGX));
    return v.minus(v.minus(v.times(std.deviations(), k), alongG), alongV);
  }

  private T alongX(List<T> w) {
    return v.meanProduct(w, std.deviations());
  }

  private List<T> rest(List<T> w) {
    return std.centered() ? v.minus(w, v.mean(w)) : w;
  }
}
