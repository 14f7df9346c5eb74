package org.normaudit.verification.core.bound;

import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/**
 * The allowances of one step: for every value of every quantity, how far an implementation that
 * keeps to an {@link ErrorModel} may lie from the exact answer. Infinite where the model promises
 * nothing: where an intermediate result may overflow, or where the data's condition leaves no
 * digit.
 */
public final class Bounds {
  private final Map<Role, double[]> allowed;
  private final ChannelTerms[] terms;

  Bounds(Map<Role, double[]> allowed, ChannelTerms[] terms) {
    this.allowed = allowed;
    this.terms = terms;
  }

  /** The allowances of {@code input}, read as {@code convention} reads it. */
  public static Bounds of(Step input, Convention convention, ErrorModel model) {
    return StepBounds.of(input, convention, model, Rounding.of(model), true);
  }

  /** The same for the forward pass alone: no gradients. */
  public static Bounds forward(Step input, Convention convention, ErrorModel model) {
    return StepBounds.of(input, convention, model, Rounding.of(model), false);
  }

  /**
   * The error of the same step in arithmetic of unit roundoff {@code u} that neither overflows nor
   * underflows: how well a truth computed that way is known.
   */
  public static Bounds ofPrecision(Step input, Convention convention, double u) {
    return ofPrecision(input, convention, u, true);
  }

  /** The same, with or without the backward pass. */
  public static Bounds ofPrecision(Step input, Convention convention, double u, boolean backward) {
    ErrorModel plain = ErrorModel.ieee(Dtype.FLOAT64);
    return StepBounds.of(input, convention, plain, Rounding.ofPrecision(u), backward);
  }

  /** The relative error of the biased variance of values, of which some differ. */
  public static double ofVariance(double[] values, ErrorModel model) {
    Moments data = Moments.of(values);
    return StatisticsBound.of(Rounding.of(model), model, data).variance() / data.variance();
  }

  /** Whether there is an allowance for a quantity. */
  public boolean has(Role quantity) {
    return allowed.containsKey(quantity);
  }

  /** The allowances of a quantity, absolute, one a value; not a copy. */
  public double[] get(Role quantity) {
    return allowed.get(quantity);
  }

  /**
   * The terms that the allowances of values that share statistics are made of.
   *
   * @param set a channel of {@link Step#statistics}
   */
  public ChannelTerms terms(int set) {
    return terms[set];
  }
}
