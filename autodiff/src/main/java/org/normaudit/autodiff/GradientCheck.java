package org.normaudit.autodiff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.normaudit.autodiff.CentralDifference.Estimate;

/**
 * Compares a gradient with central differences, whose error is estimated with them and not chosen
 * by hand.
 *
 * <p>For outputs f(x) and an upstream gradient w, the gradient claimed for x is to be Σ
 * w_i·∂f_i/∂x. A check that passes promises that every mistake larger than its {@link
 * #withResolution resolution} times the largest derivative compared would have been seen. Where the
 * differences are too coarse for that, and in a set-up in which no mistake could be seen, it does
 * not pass but throws a {@link VacuousCheckException}. NaN equals nothing: a claim of NaN fails,
 * and an f that gives NaN is refused.
 *
 * <p>Only what f computes is differentiated. What a layer holds constant in its gradient, such as r
 * and d of batch renormalization, f must hold constant too.
 *
 * <p>At a kink, such as a threshold of clamp, differences see the mean of the slopes on both sides,
 * and no one-sided derivative passes.
 */
public final class GradientCheck {

  private static final double DEFAULT_RESOLUTION = 1e-6;

  /**
   * A comparison of one derivative: along a direction, or by the component that deviates most.
   *
   * @param index the component; 0 for a direction
   * @param claimed the derivative under check
   * @param measured the derivative by differences
   * @param allowed the largest deviation that the error of the differences explains
   * @param resolution the smallest mistake that would certainly be seen, as a part of the largest
   *     derivative compared
   */
  public record Result(
      int index, double claimed, double measured, double allowed, double resolution) {

    /** Whether the deviation is allowed; NaN never is. */
    public boolean passed() {
      return Math.abs(claimed - measured) <= allowed;
    }
  }

  private final CentralDifference differences;
  private final double[] x;
  private final double scale;
  private final double resolution;

  private GradientCheck(
      CentralDifference differences, double[] x, double scale, double resolution) {
    this.differences = differences;
    this.x = x;
    this.scale = scale;
    this.resolution = resolution;
  }

  /**
   * A check at one point.
   *
   * @param f the outputs at a point; called many times, each time with an array of its own
   * @param x the point; tensors are flattened. Not modified.
   * @param upstream the upstream gradient, one weight for each output. Not modified.
   * @throws IllegalArgumentException if x, f(x) or the upstream gradient is not finite, or if their
   *     lengths do not fit
   * @throws VacuousCheckException if x is empty or the upstream gradient is zero
   */
  public static GradientCheck of(UnaryOperator<double[]> f, double[] x, double[] upstream) {
    if (x.length == 0) {
      throw new VacuousCheckException("the input is empty: there is no derivative");
    }
    requireFinite("input", x);
    requireFinite("upstream weight", upstream);
    if (largest(upstream) == 0) {
      throw new VacuousCheckException("the upstream gradient is zero: so is every derivative");
    }
    double[] point = x.clone();
    double scale = largest(point);
    return new GradientCheck(
        new CentralDifference(f, point, upstream.clone()),
        point,
        scale == 0 ? 1 : scale,
        DEFAULT_RESOLUTION);
  }

  /**
   * As {@link #of}, by the inputs of a normalization: adding a constant to all inputs of a set
   * changes none of its outputs, and an upstream gradient that is constant over a set has the
   * gradient zero there, in right and wrong layers alike.
   *
   * @param set the number of the set that an output belongs to; for a batch normalization of a
   *     tensor (outer, channels, inner): i → (i / inner) mod channels
   * @throws VacuousCheckException if the upstream gradient is zero, or constant over a set
   */
  public static GradientCheck ofNormalization(
      UnaryOperator<double[]> f, double[] x, double[] upstream, IntUnaryOperator set) {
    Map<Integer, Double> first = new HashMap<>();
    Set<Integer> varied = new HashSet<>();
    for (int i = 0; i < upstream.length; i++) {
      Double before = first.putIfAbsent(set.applyAsInt(i), upstream[i]);
      if (before != null && before != upstream[i]) {
        varied.add(set.applyAsInt(i));
      }
    }
    first.forEach(
        (number, weight) -> {
          if (!varied.contains(number)) {
            throw new VacuousCheckException(
                "the upstream gradient must vary within a normalization set, else the gradient is"
                    + (" zero whatever the layer does: set " + number)
                    + (" has the weight " + weight + " throughout"));
          }
        });
    return of(f, x, upstream);
  }

  /**
   * The same check with another scale: a length of the order of the inputs, or of the range over
   * which f changes. By default the largest magnitude in x, or 1 if x is zero.
   *
   * @throws IllegalArgumentException if {@code scale} is not positive and finite
   */
  public GradientCheck withScale(double scale) {
    return new GradientCheck(differences, x, requirePositive("scale", scale), resolution);
  }

  /**
   * The same check with another promise. By default every mistake above 1e-6 of the largest
   * derivative compared is seen.
   *
   * @throws IllegalArgumentException if {@code resolution} is not positive and finite
   */
  public GradientCheck withResolution(double resolution) {
    return new GradientCheck(differences, x, scale, requirePositive("resolution", resolution));
  }

  /**
   * Compares every component. Evaluates f at most 74 times for each.
   *
   * @param gradient the gradient claimed, as long as x. Not modified.
   * @return the component that deviates most in units of what is allowed
   * @throws IllegalArgumentException if the length does not fit
   * @throws VacuousCheckException if f is not finite around x; or if nothing was wrong, but could
   *     not have been seen to be
   */
  public Result full(double[] gradient) {
    requireLength("gradient", gradient);
    Estimate[] measured = new Estimate[x.length];
    double[] direction = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      direction[j] = 1;
      measured[j] = differences.along(direction, scale);
      direction[j] = 0;
    }
    return judge(gradient, measured);
  }

  /**
   * Compares the derivative along one direction: at the cost of one component, but blind to
   * mistakes at right angles to it.
   *
   * @param gradient the gradient claimed, as long as x. Not modified.
   * @param direction as long as x. Not modified.
   * @throws IllegalArgumentException if a length does not fit, or if the direction is not finite
   * @throws VacuousCheckException if the direction is zero; if f is not finite around x; or if
   *     nothing was wrong, but could not have been seen to be
   */
  public Result directional(double[] gradient, double[] direction) {
    requireLength("gradient", gradient);
    requireLength("direction", direction);
    requireFinite("number of the direction", direction);
    double length = largest(direction);
    if (length == 0) {
      throw new VacuousCheckException("the direction is zero: so is every derivative along it");
    }
    return judge(
        new double[] {CentralDifference.dot(gradient, direction)},
        new Estimate[] {differences.along(direction, scale / length)});
  }

  private Result judge(double[] claimed, Estimate[] measured) {
    int worst = 0;
    double coarsest = 0;
    double largest = 0;
    boolean allZero = true;
    for (int j = 0; j < claimed.length; j++) {
      Estimate estimate = measured[j];
      coarsest = Math.max(coarsest, estimate.error());
      largest = Math.max(largest, Math.abs(estimate.value()));
      allZero &= Math.abs(claimed[j]) <= estimate.error();
      // NaN compares as the largest.
      if (Double.compare(ratio(claimed[j], estimate), ratio(claimed[worst], measured[worst])) > 0) {
        worst = j;
      }
    }
    // What deviates by more than twice the error is outside the error wherever the truth lies.
    double seen = 2 * coarsest / largest;
    Result result =
        new Result(worst, claimed[worst], measured[worst].value(), measured[worst].error(), seen);
    if (result.passed() && allZero && largest <= coarsest) {
      throw new VacuousCheckException(
          "the output does not depend on the input: all derivatives are zero within " + coarsest);
    }
    if (result.passed() && !(seen <= resolution)) {
      throw new VacuousCheckException(
          "the differences are too coarse: a mistake of "
              + (seen + " of the largest derivative could pass, and " + resolution)
              + " was asked for");
    }
    return result;
  }

  private static double ratio(double claimed, Estimate measured) {
    double deviation = Math.abs(claimed - measured.value());
    return deviation == 0 ? 0 : deviation / measured.error();
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private void requireLength(String what, double[] values) {
    if (values.length != x.length) {
      throw new IllegalArgumentException(
          "the " + what + " must be as long as the input: " + values.length + ", not " + x.length);
    }
  }

  private static double requirePositive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " must be positive and finite: " + value);
    }
    return value;
  }

  static void requireFinite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "every " + what + " must be finite: number " + i + " is " + values[i]);
      }
    }
  }
}
