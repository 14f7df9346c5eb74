package org.normaudit.reference.layer;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;

/**
 * Renormalization with r and d folded into the moments: x̂ = (x − μ')/σ', μ' = μ − d·q/r, σ' =
 * √(W/r² + ε), q = √W, with W the variance that normalizes. So x̂ = x̃/σ' + (d/r)·(q/σ'), and both
 * σ' and q depend on x through W.
 *
 * @param set the values and their own statistics
 * @param r the scale correction
 * @param d the shift correction
 * @param shift d/r
 * @param q √W
 * @param sigma σ'
 * @param <T> the numbers
 */
public record FoldedMoments<T>(Standardization<T> set, T r, T d, T shift, T q, T sigma) {

  static <T> FoldedMoments<T> of(Standardization<T> set, T epsilon, T r, T d) {
    Algebra<T> v = set.s().algebra();
    Arithmetic<T> a = v.a;
    T shift = a.divide(d, r);
    T q = a.sqrt(set.normalizing());
    T sigma = a.sqrt(a.add(a.divide(set.normalizing(), v.square(r)), epsilon));
    return new FoldedMoments<>(set, r, d, shift, q, sigma);
  }

  /** x̃/σ' + (d/r)·(q/σ'). */
  List<T> xhat() {
    Algebra<T> v = set.s().algebra();
    return v.plus(v.over(set.deviations(), sigma), v.a.divide(v.a.multiply(shift, q), sigma));
  }

  /**
   * The gradient of x for the gradient g of x̂, with r and d held: (g − ū(g))/σ' +
   * x̃·(2/m)·dW/dV·∂/∂W[Σ g·x̂], where dσ'/dW = 1/(2r²σ') and dq/dW = 1/(2q). A constant channel
   * has x̃ = 0 and no second term.
   */
  List<T> pullback(List<T> g) {
    Algebra<T> v = set.s().algebra();
    Arithmetic<T> a = v.a;
    List<T> first = v.over(v.minus(g, v.mean(g)), sigma);
    if (a.value(q) == 0) {
      return first;
    }
    T two = a.constant(2);
    T slopeOfSigma = a.divide(a.constant(1), a.multiply(two, a.multiply(v.square(r), sigma)));
    T slopeOfQ = a.divide(a.constant(1), a.multiply(two, q));
    T variance = v.square(sigma);
    // ∂/∂W of x̃/σ' summed against g, and of (d/r)·q/σ'.
    T along = v.dot(g, set.deviations());
    T fromScale = a.negate(a.divide(a.multiply(along, slopeOfSigma), variance));
    T ratioSlope =
        a.divide(a.subtract(a.multiply(slopeOfQ, sigma), a.multiply(q, slopeOfSigma)), variance);
    T fromShift = a.multiply(a.multiply(shift, ratioSlope), v.sum(g));
    T slope = a.multiply(set.growth(), a.add(fromScale, fromShift));
    T factor = a.divide(a.multiply(two, slope), a.constant(g.size()));
    return v.plus(first, v.times(set.deviations(), factor));
  }
}
