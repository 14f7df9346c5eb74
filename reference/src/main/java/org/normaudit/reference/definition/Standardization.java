package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;

/**
 * x̂ = (x − μ)/σ with the mean and spread of x itself: what all these layers have in common.
 *
 * @param v vectors over the arithmetic
 * @param mean μ = ū(x)
 * @param variance V = ū((x−μ)²), biased
 * @param normalizing the variance W that normalizes: V, or V·m/(m−1)
 * @param growth dW/dV
 * @param sigma σ(W)
 * @param slope 2·dσ/dV
 * @param bend the derivative of the slope by V
 * @param centered x̃ = x − μ
 * @param xhat x̂
 * @param <T> the numbers
 */
record Standardization<T>(
    Algebra<T> v,
    T mean,
    T variance,
    T normalizing,
    T growth,
    T sigma,
    T slope,
    T bend,
    List<T> centered,
    List<T> xhat) {

  static <T> Standardization<T> of(Arithmetic<T> a, Convention convention, ChannelInput<T> in) {
    Algebra<T> v = new Algebra<>(a);
    Spread<T> spread = new Spread<>(a, convention, in.epsilon());
    int m = in.x().size();
    T mean = v.mean(in.x());
    List<T> centered = v.minus(in.x(), mean);
    T variance = v.mean(v.times(centered, centered));
    T normalizing = spread.corrected(variance, m, convention.normalizing());
    T sigma = spread.of(normalizing);
    T growth = spread.corrected(a.constant(1), m, convention.normalizing());
    // A factor dW/dV for each derivative.
    T slope = spread.corrected(spread.slope(normalizing), m, convention.normalizing());
    T bend =
        spread.corrected(
            spread.corrected(spread.bend(normalizing), m, convention.normalizing()),
            m,
            convention.normalizing());
    return new Standardization<>(
        v,
        mean,
        variance,
        normalizing,
        growth,
        sigma,
        slope,
        bend,
        centered,
        v.over(centered, sigma));
  }

  /**
   * The gradient of x for the gradient g of x̂: (1/σ)·(g − ū(g) − x̃·ū(g·x̂)·2dσ/dV), which is the
   * familiar (1/σ)·(g − ū(g) − x̂·ū(g·x̂)) where ε lies inside the root.
   */
  List<T> pullback(List<T> g) {
    T meanOfG = v.mean(g);
    T projection = v.a.multiply(v.mean(v.times(g, xhat)), slope);
    List<T> t = v.minus(v.minus(g, meanOfG), v.times(centered, projection));
    return v.over(t, sigma);
  }
}
