package org.normaudit.verification.lab.diagnosis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.bound.ErrorModel.VarianceClass;

/**
 * One output of one step that a subject gave, and how far it may lie from what a layer with a
 * mistake gives there.
 *
 * <p>The allowance is the sum of three terms. The derived bounds of both sides, the subject's and
 * that of the arithmetic that the mistaken value is computed in: both err as any layer does. These
 * bounds belong to the right formula; where the mistake makes the values of a channel larger, it
 * makes the terms of its sums larger, so the bounds grow as the largest value of the channel does.
 * And n·u·|mistaken value| for the {@linkplain #roundings n roundings} of the longest chain of
 * operations that leads to it: where the right value is 0, the bounds may be too.
 */
final class OutputMatch {
  /** Operations on the way to dx: statistics, x̂, both projections, r, and the sums apart. */
  private static final int OPERATIONS = 16;

  /** Sums on that way, one after another: the mean, the variance, ū(g·x̂). */
  private static final int SUMS = 3;

  final int question;
  final int step;
  final Step input;
  final Role quantity;
  final double[] observed;
  final double[] honest;
  private final Convention convention;
  private final ErrorModel model;
  private final Map<Promise, double[]> allowed = new HashMap<>();

  /**
   * @param input the step, from the statistics that the subject started it with
   * @param honest what a layer without a mistake gives
   * @param model what the subject's arithmetic promises
   */
  OutputMatch(
      int question,
      int step,
      Step input,
      Role quantity,
      double[] observed,
      double[] honest,
      Convention convention,
      ErrorModel model) {
    this.question = question;
    this.step = step;
    this.input = input;
    this.quantity = quantity;
    this.observed = observed;
    this.honest = honest;
    this.convention = convention;
    this.model = model;
  }

  /** The longest chain of roundings in one channel of m values. */
  static int roundings(int m) {
    return SUMS * Math.max(0, m - 1) + OPERATIONS;
  }

  /** Which values agree with what a layer gives. */
  boolean[] agrees(double[] predicted, Mutant mutant) {
    return agrees(predicted, mutant, input);
  }

  /**
   * The same for a layer that reads another question than it was asked.
   *
   * @param read the step as the layer reads it
   */
  boolean[] agrees(double[] predicted, Mutant mutant, Step read) {
    boolean[] agrees = new boolean[observed.length];
    double[] bounds = allowed(mutant, read);
    double[] growth = growth(predicted);
    ErrorModel other = mutant.isNumerical() ? ErrorModel.unknown(model.storage()) : BINARY64;
    double u = unit(model, input.shape().count()) + unit(other, input.shape().count());
    for (int i = 0; i < observed.length; i++) {
      double bound = growth[channel(i)] * bounds[i] + u * Math.abs(predicted[i]);
      agrees[i] = agrees(i, predicted[i], bound);
    }
    return agrees;
  }

  /**
   * Whether some value that no honest layer gives lies within an allowance that has an end. An
   * agreement by an allowance without one explains nothing.
   */
  boolean explains(double[] predicted, Mutant mutant, Step read) {
    boolean[] right = agrees(honest, Mutant.HONEST);
    boolean[] agrees = agrees(predicted, mutant, read);
    double[] bounds = allowed(mutant, read);
    for (int i = 0; i < observed.length; i++) {
      if (!right[i] && agrees[i] && bounds[i] < Double.POSITIVE_INFINITY) {
        return true;
      }
    }
    return false;
  }

  private static final Clip UNCLIPPED =
      new Clip(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final ErrorModel BINARY64 = ErrorModel.ieee(Dtype.FLOAT64);

  // Every operation errs by a unit roundoff, a division or root by what is promised for it.
  private static double unit(ErrorModel model, int m) {
    double ulps = 2 * Math.max(0.5, Math.max(model.divisionUlp(), model.rootUlp()));
    return roundings(m) * ulps * model.compute().unitRoundoff() + model.storage().unitRoundoff();
  }

  private boolean agrees(int i, double predicted, double allowed) {
    double value = observed[i];
    if (Double.compare(value, predicted) == 0 || value == predicted) {
      return true;
    }
    if (Double.isNaN(value) || Double.isNaN(predicted)) {
      return false;
    }
    Dtype dtype = model.storage();
    if (Double.isInfinite(value) || Double.isInfinite(predicted)) {
      return dtype.round(predicted) == value;
    }
    // No digit is promised there: any value agrees.
    return !(Math.abs(value - predicted) > allowed);
  }

  private int channel(int i) {
    Shape shape = input.shape();
    return quantity.isElementwise() ? i / shape.inner() % shape.channels() : i;
  }

  private double[] growth(double[] predicted) {
    double[] growth = new double[input.shape().channels()];
    double[] right = largest(honest);
    double[] mistaken = largest(predicted);
    for (int c = 0; c < growth.length; c++) {
      boolean comparable = right[c] > 0 && mistaken[c] > right[c];
      growth[c] = comparable ? mistaken[c] / right[c] : 1;
    }
    return growth;
  }

  /** The largest finite magnitude in each channel. */
  double[] largest(double[] values) {
    double[] largest = new double[input.shape().channels()];
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        int c = channel(i);
        largest[c] = Math.max(largest[c], Math.abs(values[i]));
      }
    }
    return largest;
  }

  /** What the bounds depend on, beside the step. */
  private record Promise(
      boolean numerical, VarianceClass variance, Convention convention, double epsilon) {}

  // The sum of both sides' bounds, under the convention that the mutant keeps to; infinite where
  // one promises nothing. A setting that is misread makes errors of its own size, and where r and d
  // are not clipped as they should be, neither are their errors.
  private double[] allowed(Mutant mutant, Step read) {
    double[] asked = allowed.computeIfAbsent(promise(mutant, input), this::unclipped);
    return read.epsilon() == input.epsilon()
        ? asked
        : largest(asked, allowed.computeIfAbsent(promise(mutant, read), this::unclipped));
  }

  private Promise promise(Mutant mutant, Step read) {
    return new Promise(
        mutant.isNumerical(), mutant.variance(), mutant.keeps(convention), read.epsilon());
  }

  private double[] unclipped(Promise promise) {
    return largest(promise, input.withEpsilon(promise.epsilon()));
  }

  private double[] largest(Promise promise, Step step) {
    double[] clipped = bounds(promise, step);
    return step.layer().has(Roles.R)
        ? largest(clipped, bounds(promise, step.withClip(UNCLIPPED)))
        : clipped;
  }

  private static double[] largest(double[] a, double[] b) {
    double[] largest = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      largest[i] = Math.max(a[i], b[i]);
    }
    return largest;
  }

  private double[] bounds(Promise promise, Step step) {
    ErrorModel subject = model.withVariance(worse(model.variance(), promise.variance()));
    ErrorModel other =
        promise.numerical()
            ? ErrorModel.unknown(model.storage()).withVariance(promise.variance())
            : BINARY64;
    Step computed = promise.numerical() ? step : step.withDtype(Dtype.FLOAT64);
    boolean defined = Reading.defines(promise.convention(), step);
    Bounds first = defined ? Bounds.of(step, promise.convention(), subject) : null;
    if (!defined || !first.has(quantity)) {
      // The step has no answer under that convention, or no bound is derived for this one.
      double[] none = new double[observed.length];
      Arrays.fill(none, Double.POSITIVE_INFINITY);
      return none;
    }
    double[] sum = first.get(quantity).clone();
    double[] second = Bounds.of(computed, promise.convention(), other).get(quantity);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += second[i];
    }
    return sum;
  }

  private static VarianceClass worse(VarianceClass a, VarianceClass b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** The largest distance from what a layer gives, in ulp of the channel's largest value there. */
  double ulps(double[] predicted) {
    double[] largest = largest(predicted);
    double worst = 0;
    for (int i = 0; i < observed.length; i++) {
      double error = Math.abs(observed[i] - predicted[i]);
      if (Double.isFinite(error) && error > 0) {
        worst = Math.max(worst, error / model.storage().ulp(largest[channel(i)]));
      }
    }
    return worst;
  }

  /** Whether all values are the same bits. */
  boolean sameBits(double[] predicted) {
    return Arrays.equals(observed, predicted);
  }
}
