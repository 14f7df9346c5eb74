package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.UpdateRule;

/**
 * Vectors over an {@link Arithmetic}, and the primitives that layers are written in.
 *
 * <p>An honest implementation may compute a primitive in another way: sum in another order, make
 * the variance by another algorithm, fold scale and shift. An algebra of such an implementation
 * overrides the primitive. {@link #let} is where a value has its name; an algebra of a mistaken
 * layer replaces the value there.
 *
 * @param <T> the numbers
 */
public class Algebra<T> {
  /** The arithmetic of single numbers. */
  public final Arithmetic<T> a;

  /** The primitives as the definitions mean them. */
  public Algebra(Arithmetic<T> arithmetic) {
    this.a = arithmetic;
  }

  /**
   * The value of a name: the given one.
   *
   * @param s the block that is evaluated
   */
  public List<T> let(BlockStep<T> s, Name name, List<T> values) {
    return values;
  }

  /** Σ v, from left to right; 0 for no values. */
  public T sum(List<T> v) {
    if (v.isEmpty()) {
      return a.constant(0);
    }
    T total = v.get(0);
    for (int i = 1; i < v.size(); i++) {
      total = a.add(total, v.get(i));
    }
    return total;
  }

  /** Σ v over the values of each parameter, of which value k has number {@code parameter[k]}. */
  public List<T> parameterSums(List<T> v, int[] parameter, int parameters) {
    if (parameters == 1) {
      return List.of(sum(v));
    }
    List<T> sums = new ArrayList<>(parameters);
    for (int[] own : Region.positions(parameter, parameters, true)) {
      sums.add(sum(at(v, own)));
    }
    return sums;
  }

  /** Σ v·w over the values of each parameter. */
  public List<T> parameterDots(List<T> v, List<T> w, int[] parameter, int parameters) {
    return parameterSums(times(v, w), parameter, parameters);
  }

  /** Σ v·w. */
  public T dot(List<T> v, List<T> w) {
    return sum(times(v, w));
  }

  /** ū(v) = Σ v / m. */
  public T mean(List<T> v) {
    return a.divide(sum(v), a.constant(v.size()));
  }

  /** ū(v·w). */
  public T meanProduct(List<T> v, List<T> w) {
    return mean(times(v, w));
  }

  /** Mean and variance by two passes: μ = ū(x), V = ū((x−μ)²). */
  public Moments<T> moments(BlockStep<T> s, List<T> x) {
    T mean = mean(x);
    List<T> deviations = minus(x, mean);
    return new Moments<>(mean, mean(times(deviations, deviations)), deviations);
  }

  /** The mean square: V = ū(x²), μ = 0. */
  public Moments<T> meanSquare(BlockStep<T> s, List<T> x) {
    return new Moments<>(a.constant(0), mean(times(x, x)), x);
  }

  /** The larger of two numbers. */
  public T larger(T x, T y) {
    return a.value(a.subtract(x, y)) < 0 ? y : x;
  }

  /**
   * 2·dσ/dV: one over the root in σ(V), or 0 where a variance of 0 or a floor stops the slope.
   *
   * @param excess V − ε where ε is a floor under V; else null
   */
  public T slope(T root, T excess) {
    boolean held = a.value(root) == 0 || (excess != null && a.value(excess) < 0);
    return held ? a.constant(0) : a.divide(a.constant(1), root);
  }

  /** v/σ, element by element. */
  public List<T> standardize(List<T> v, T sigma) {
    return over(v, sigma);
  }

  /** The quotient of two statistics, for r and d. */
  public T ratio(T numerator, T denominator) {
    return a.divide(numerator, denominator);
  }

  /** v·c + d. */
  public List<T> multiplyAdd(List<T> v, T c, T d) {
    return plus(times(v, c), d);
  }

  /** The output γ·z + β. */
  public List<T> affine(Line<T> line) {
    return plus(times(line.normalized(), line.gamma()), line.beta());
  }

  /** γ·w/σ: the gradient by x where the statistics do not depend on x. */
  public List<T> scaledQuotient(BlockStep<T> s, List<T> w, List<T> gamma, T sigma) {
    return times(s.let(Name.DY_OVER_SIGMA, over(w, sigma)), gamma);
  }

  /**
   * The gradient by the values of one set, for their upstream gradients.
   *
   * @param r what x̂ is multiplied by after standardization; null for nothing
   */
  public List<T> pullback(Standardization<T> s, Upstream<T> upstream, T r) {
    List<T> dx = s.pullback(upstream.g());
    return r == null ? dx : times(dx, r);
  }

  /** Σ dy·z over the values of one parameter: the gradient by γ. */
  public T scaleGradient(List<T> dy, List<T> normalized, Line<T> line) {
    return dot(dy, normalized);
  }

  /** x̂ where r and d are folded into the moments; see {@link FoldedMoments}. */
  public List<T> foldedXhat(FoldedMoments<T> folded) {
    return folded.xhat();
  }

  /** The gradient by x where r and d are folded into the moments, for the gradient g of x̂. */
  public List<T> foldedPullback(FoldedMoments<T> folded, List<T> g) {
    return folded.pullback(g);
  }

  /**
   * The double backward of one channel by its own statistics.
   *
   * @param r what x̂ is multiplied by after standardization; null for 1
   * @param d what is added then; null for 0
   */
  public SecondOrderStep.Gradients<T> doubleBackward(
      Standardization<T> s, SecondOrderStep<T> in, T r, T d) {
    return DoubleBackward.ofChannel(
        s, in, r == null ? a.constant(1) : r, d == null ? a.constant(0) : d);
  }

  /** The double backward of one channel by statistics that do not depend on x. */
  public SecondOrderStep.Gradients<T> fixedDoubleBackward(
      BlockStep<T> s, SecondOrderStep<T> in, T sigma, List<T> xhat) {
    return DoubleBackward.fixed(s, in, sigma, xhat);
  }

  /** A running statistic after a batch whose statistic is {@code batch}. */
  public T update(BlockStep<T> s, T old, T batch) {
    UpdateRule rule = s.rule();
    T momentum = s.momentum();
    T one = a.constant(1);
    return switch (rule.sense()) {
      // new = old + α(batch − old)
      case UPDATE_WEIGHT -> a.add(old, a.multiply(momentum, a.subtract(batch, old)));
      // new = momentum·old + (1 − momentum)·batch
      case DECAY -> a.add(a.multiply(momentum, old), a.multiply(a.subtract(one, momentum), batch));
      case CUMULATIVE ->
          a.add(old, a.divide(a.subtract(batch, old), a.constant(s.updates() + 1.0)));
      // new = old + (batch − old)/(1 + momentum + … + momentum^updates)
      case DEBIASED -> a.add(old, a.divide(a.subtract(batch, old), weight(momentum, s.updates())));
      case FROZEN -> old;
    };
  }

  // (1 − mᵏ)/(1 − m) by Horner's rule: without the two cancellations, and right for m = 1.
  private T weight(T momentum, long updates) {
    T sum = a.constant(1);
    for (long k = 0; k < updates; k++) {
      sum = a.add(a.constant(1), a.multiply(momentum, sum));
    }
    return sum;
  }

  /** v + c. */
  public List<T> plus(List<T> v, T c) {
    return each(v, e -> a.add(e, c));
  }

  /** v − c. */
  public List<T> minus(List<T> v, T c) {
    return each(v, e -> a.subtract(e, c));
  }

  /** v·c. */
  public List<T> times(List<T> v, T c) {
    return each(v, e -> a.multiply(e, c));
  }

  /** v/c. */
  public List<T> over(List<T> v, T c) {
    return each(v, e -> a.divide(e, c));
  }

  /** v + w. */
  public List<T> plus(List<T> v, List<T> w) {
    return pairwise(v, w, a::add);
  }

  /** v − w. */
  public List<T> minus(List<T> v, List<T> w) {
    return pairwise(v, w, a::subtract);
  }

  /** v·w. */
  public List<T> times(List<T> v, List<T> w) {
    return pairwise(v, w, a::multiply);
  }

  /** v². */
  public final T square(T v) {
    return a.multiply(v, v);
  }

  /** Values of the arithmetic for given numbers, each rounded as it rounds. */
  public List<T> constants(double[] values) {
    List<T> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(a.constant(value));
    }
    return list;
  }

  /** A number {@code count} times; not to be modified. */
  public List<T> repeated(T value, int count) {
    return Collections.nCopies(count, value);
  }

  /** The values at some positions, of which one may stand there more than once. */
  public List<T> at(List<T> v, int[] positions) {
    List<T> part = new ArrayList<>(positions.length);
    for (int position : positions) {
      part.add(v.get(position));
    }
    return part;
  }

  /**
   * Several lists in one, each value where it belongs.
   *
   * @param positions of the values of each list
   * @param size of them all together
   */
  public List<T> joined(List<List<T>> parts, List<int[]> positions, int size) {
    List<T> all = new ArrayList<>(Collections.nCopies(size, null));
    for (int p = 0; p < parts.size(); p++) {
      int[] at = positions.get(p);
      for (int k = 0; k < at.length; k++) {
        all.set(at[k], parts.get(p).get(k));
      }
    }
    return all;
  }

  private List<T> each(List<T> v, UnaryOperator<T> f) {
    List<T> result = new ArrayList<>(v.size());
    for (T e : v) {
      result.add(f.apply(e));
    }
    return result;
  }

  private List<T> pairwise(List<T> v, List<T> w, BinaryOperator<T> f) {
    List<T> result = new ArrayList<>(v.size());
    for (int i = 0; i < v.size(); i++) {
      result.add(f.apply(v.get(i), w.get(i)));
    }
    return result;
  }
}
