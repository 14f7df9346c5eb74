package org.normaudit.verification.core.bound;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
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

  /**
   * The allowances of {@code input}, read as {@code convention} reads it.
   *
   * @throws IllegalArgumentException where γ is stored as w, for which no bound is derived
   */
  public static Bounds of(Step input, Convention convention, ErrorModel model) {
    return of(Reading.of(convention, input), convention, model, Rounding.of(model), true);
  }

  /** The same for the forward pass alone: no gradients. */
  public static Bounds forward(Step input, Convention convention, ErrorModel model) {
    return of(Reading.of(convention, input), convention, model, Rounding.of(model), false);
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
    return of(Reading.of(convention, input), convention, plain, Rounding.ofPrecision(u), backward);
  }

  private static Bounds of(
      Step input, Convention convention, ErrorModel model, Rounding rounding, boolean backward) {
    if (convention.get(Coordinates.GAMMA_FORM) != Convention.GammaForm.WEIGHT) {
      throw new IllegalArgumentException("no bound is derived where γ is stored as w, γ = 1 + w");
    }
    if (!input.layer().is(Property.BOUNDED)) {
      return unknown(input, backward);
    }
    if (!input.layer().is(Property.OVER_BATCH)) {
      return new SampleBounds(input, convention, model, rounding, backward).compute();
    }
    Shape shape = input.shape();
    Map<Role, double[]> allowed = new HashMap<>();
    boolean fixedScale = convention.get(Coordinates.SCALE) == Convention.Scale.FIXED;
    ChannelTerms[] terms = new ChannelTerms[shape.channels()];
    for (int c = 0; c < shape.channels(); c++) {
      ChannelBounds channel = new ChannelBounds(input, convention, model, rounding, c, backward);
      for (Map.Entry<Role, double[]> entry : channel.compute().entrySet()) {
        Role quantity = entry.getKey();
        double[] all = allowed.computeIfAbsent(quantity, q -> new double[q.length(shape)]);
        // The gradient of a γ that is not learned is 0, and nothing is computed for it.
        if (!fixedScale || !quantity.equals(Roles.DGAMMA) && !quantity.equals(Roles.GRAD_GAMMA)) {
          put(shape, c, quantity, entry.getValue(), all);
        }
      }
      terms[c] = channel.terms();
    }
    return new Bounds(allowed, terms);
  }

  // Nothing is promised where no bound is derived.
  private static Bounds unknown(Step input, boolean backward) {
    Map<Role, double[]> allowed = new HashMap<>();
    for (Role role : input.layer().results()) {
      boolean gradient =
          role.kind() == Role.Kind.GRADIENT || role.kind() == Role.Kind.SECOND_GRADIENT;
      if (gradient && !backward) {
        continue;
      }
      double[] any = new double[role.length(input.shape())];
      Arrays.fill(any, Double.POSITIVE_INFINITY);
      allowed.put(role, any);
    }
    return new Bounds(allowed, new ChannelTerms[0]);
  }

  private static void put(Shape shape, int c, Role quantity, double[] channel, double[] all) {
    if (!quantity.isElementwise()) {
      all[c] = channel[0];
      return;
    }
    for (int o = 0, k = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++, k++) {
        all[shape.index(o, c, i)] = channel[k];
      }
    }
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

  static boolean renormalizes(Step input) {
    return input.layer().has(Roles.R);
  }
}
