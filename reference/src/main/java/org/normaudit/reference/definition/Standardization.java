package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;

/**
 * x̂ = (x − μ)/σ with the mean and spread of x itself: what all these layers have in common.
 *
 * @param v vectors over the arithmetic
 * @param centered whether μ is the mean; else μ = 0, and V the mean square
 * @param mean μ = ū(x), or 0
 * @param variance V = ū((x−μ)²), biased
 * @param normalizing the variance W that normalizes: V, or V·m/(m−1)
 * @param growth dW/dV
 * @param sigma σ(W)
 * @param slope 2·dσ/dV
 * @param bend the derivative of the slope by V
 * @param deviations x̃ = x − μ
 * @param xhat x̂
 * @param <T> the numbers
 */
record Standardization<T>(
    Algebra<T> v,
    boolean centered,
    T mean,
    T variance,
    T normalizing,
    T growth,
    T sigma,
    T slope,
    T bend,
    List<T> deviations,
    List<T> xhat) {

  static <T> Standardization<T> of(Arithmetic<T> a, Convention convention, ChannelInput<T> in) {
    return of(a, convention, in.epsilon(), in.x(), true);
  }

  static <T> Standardization<T> of(
      Arithmetic<T> a, Convention convention, T epsilon, List<T> x, boolean centered) {
    Algebra<T> v = new Algebra<>(a);
    Spread<T> spread = new Spread<>(a, convention, epsilon);
    int m = x.size();
    T mean = centered ? v.mean(x) : a.constant(0);
    List<T> deviations = centered ? v.minus(x, mean) : x;
    T variance = v.mean(v.times(deviations, deviations));
    T normalizing = spread.corrected(variance, m, convention.normalizing());
    T root = spread.root(normalizing);
    T sigma = spread.ofRoot(root);
    T growth = spread.corrected(a.constant(1), m, convention.normalizing());
    // A factor dW/dV for each derivative.
    T plain = spread.slope(normalizing, root);
    T slope = spread.corrected(plain, m, convention.normalizing());
    T bend =
        spread.corrected(
            spread.corrected(spread.bend(plain), m, convention.normalizing()),
            m,
            convention.normalizing());
    return new Standardization<>(
        v,
        centered,
        mean,
        variance,
        normalizing,
        growth,
        sigma,
        slope,
        bend,
        deviations,
        v.over(deviations, sigma));
  }

  /**
   * The gradient of x for the gradient g of x̂: (1/σ)·(g − ū(g) − x̃·ū(g·x̂)·2dσ/dV), which is the
   * familiar (1/σ)·(g − ū(g) − x̂·ū(g·x̂)) where ε lies inside the root; without ū(g) where no mean
   * is subtracted.
   */
  List<T> pullback(List<T> g) {
    List<T> rest = centered ? v.minus(g, v.mean(g)) : g;
    T projection = v.a.multiply(v.mean(v.times(g, xhat)), slope);
    return v.over(v.minus(rest, v.times(deviations, projection)), sigma);
  }
}
