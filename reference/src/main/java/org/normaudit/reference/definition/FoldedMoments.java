package org.normaudit.reference.definition;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;

/**
 * Renormalization with r and d folded into the moments: x̂ = (x − μ')/σ', μ' = μ − d·q/r, σ' =
 * √(W/r² + ε), q = √W, with W the variance that normalizes. So x̂ = x̃/σ' + (d/r)·(q/σ'), and both
 * σ' and q depend on x through W.
 *
 * @param <T> the numbers
 */
final class FoldedMoments<T> {
  private final Arithmetic<T> a;
  private final Algebra<T> v;
  private final Standardization<T> s;
  private final T r;
  private final T shift;
  private final T q;
  private final T sigma;

  FoldedMoments(Arithmetic<T> a, Standardization<T> s, T epsilon, T r, T d) {
    this.a = a;
    this.v = new Algebra<>(a);
    this.s = s;
    this.r = r;
    this.shift = a.divide(d, r);
    this.q = a.sqrt(s.normalizing());
    this.sigma = a.sqrt(a.add(a.divide(s.normalizing(), v.square(r)), epsilon));
  }

  List<T> xhat() {
    return v.plus(v.over(s.deviations(), sigma), a.divide(a.multiply(shift, q), sigma));
  }

  /**
   * The gradient of x for the gradient g of x̂, with r and d held: (g − ū(g))/σ' +
   * x̃·(2/m)·dW/dV·∂/∂W[Σ g·x̂], where dσ'/dW = 1/(2r²σ') and dq/dW = 1/(2q). A constant channel
   * has x̃ = 0 and no second term.
   */
  List<T> pullback(List<T> g) {
    List<T> first = v.over(v.minus(g, v.mean(g)), sigma);
    if (a.value(q) == 0) {
      return first;
    }
    T two = a.constant(2);
    T slopeOfSigma = a.divide(a.constant(1), a.multiply(two, a.multiply(v.square(r), sigma)));
    T slopeOfQ = a.divide(a.constant(1), a.multiply(two, q));
    T variance = v.square(sigma);
    // ∂/∂W of x̃/σ' summed against g, and of (d/r)·q/σ'.
    T fromScale = a.negate(a.divide(a.multiply(v.dot(g, s.deviations()), slopeOfSigma), variance));
    T ratioSlope =
        a.divide(a.subtract(a.multiply(slopeOfQ, sigma), a.multiply(q, slopeOfSigma)), variance);
    T fromShift = a.multiply(a.multiply(shift, ratioSlope), v.sum(g));
    T slope = a.multiply(s.growth(), a.add(fromScale, fromShift));
    T factor = a.divide(a.multiply(two, slope), a.constant(g.size()));
    return v.plus(first, v.times(s.deviations(), factor));
  }
}
