package org.normaudit.reference.layer;

import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * x̂ = (x − μ)/σ with the mean and spread of x itself: what all these layers have in common.
 *
 * @param s the block that the values belong to
 * @param centered whether μ is the mean; else μ = 0, and V the mean square
 * @param x the values
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
public record Standardization<T>(
    BlockStep<T> s,
    boolean centered,
    List<T> x,
    T mean,
    T variance,
    T normalizing,
    T growth,
    T sigma,
    T slope,
    T bend,
    List<T> deviations,
    List<T> xhat) {

  /** Values of a block by their own statistics, under a convention. */
  public static <T> Standardization<T> of(
      BlockStep<T> s, Convention convention, List<T> x, boolean centered) {
    Algebra<T> v = s.algebra();
    Arithmetic<T> a = v.a;
    Spread<T> spread = new Spread<>(v, convention, s.epsilon());
    int m = x.size();
    // Bessel's correction is for a mean that was subtracted.
    Correction correction = centered ? convention.get(Coordinates.NORMALIZING) : Correction.BIASED;
    Moments<T> moments = centered ? v.moments(s, x) : v.meanSquare(s, x);
    T mean = s.let(Name.MEAN, moments.mean());
    T variance = s.let(Name.VARIANCE, moments.variance());
    T normalizing = s.let(Name.NORMALIZING, spread.corrected(variance, m, correction));
    T root = s.let(Name.ROOT, spread.root(normalizing));
    T sigma = s.let(Name.SIGMA, spread.ofRoot(root));
    T growth = spread.corrected(a.constant(1), m, correction);
    // A factor dW/dV for each derivative.
    T plain = spread.slope(normalizing, root);
    T slope = spread.corrected(plain, m, correction);
    T bend = spread.corrected(spread.corrected(spread.bend(plain), m, correction), m, correction);
    List<T> xhat = s.let(Name.XHAT, v.standardize(moments.deviations(), sigma));
    return new Standardization<>(
        s,
        centered,
        x,
        mean,
        variance,
        normalizing,
        growth,
        sigma,
        slope,
        bend,
        moments.deviations(),
        xhat);
  }

  /**
   * The gradient of x for the gradient g of x̂: (1/σ)·(g − ū(g) − x̃·ū(g·x̂)·2dσ/dV), which is the
   * familiar (1/σ)·(g − ū(g) − x̂·ū(g·x̂)) where ε lies inside the root; without ū(g) where no mean
   * is subtracted.
   */
  public List<T> pullback(List<T> g) {
    return s.algebra().over(projected(g), sigma);
  }

  /** The same times σ: what is left of g across the derivative of σ and of μ. */
  public List<T> projected(List<T> g) {
    Algebra<T> v = s.algebra();
    List<T> rest = centered ? v.minus(g, s.let(Name.MEAN_G, v.mean(g))) : g;
    List<T> kept = s.let(Name.REST_G, rest);
    T projection = s.let(Name.PROJECTION, v.meanProduct(g, xhat));
    T along = v.a.multiply(projection, slope);
    return v.minus(kept, v.times(deviations, along));
  }
}
