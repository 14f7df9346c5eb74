package org.normaudit.verification.bound;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/**
 * The allowances of one step: for every value of every quantity, how far an implementation that
 * keeps to an {@link ErrorModel} may lie from the exact answer. Infinite where the model promises
 * nothing: where an intermediate result may overflow, or where the data's condition leaves no
 * digit.
 */
public final class Bounds {
  private final Map<Quantity, double[]> allowed;
  private final ChannelTerms[] terms;

  Bounds(Map<Quantity, double[]> allowed, ChannelTerms[] terms) {
    this.allowed = allowed;
    this.terms = terms;
  }

  /** The allowances of {@code input}, read as {@code convention} reads it. */
  public static Bounds of(LayerInput input, Convention convention, ErrorModel model) {
    return of(convention.read(input), convention, model, Rounding.of(model), true);
  }

  /** The same for the forward pass alone: no gradients. */
  public static Bounds forward(LayerInput input, Convention convention, ErrorModel model) {
    return of(convention.read(input), convention, model, Rounding.of(model), false);
  }

  /**
   * The error of the same step in arithmetic of unit roundoff {@code u} that neither overflows nor
   * underflows: how well a truth computed that way is known.
   */
  public static Bounds ofPrecision(LayerInput input, Convention convention, double u) {
    return ofPrecision(input, convention, u, true);
  }

  /** The same, with or without the backward pass. */
  public static Bounds ofPrecision(
      LayerInput input, Convention convention, double u, boolean backward) {
    ErrorModel plain = ErrorModel.ieee(Dtype.FLOAT64);
    return of(convention.read(input), convention, plain, Rounding.ofPrecision(u), backward);
  }

  private static Bounds of(
      LayerInput input,
      Convention convention,
      ErrorModel model,
      Rounding rounding,
      boolean backward) {
    if (!input.layer().isStateful()) {
      return new SampleBounds(input, convention, model, rounding, backward).compute();
    }
    Shape shape = input.shape();
    Map<Quantity, double[]> allowed = new EnumMap<>(Quantity.class);
    boolean fixedScale = convention.scale() == Convention.Scale.FIXED;
    ChannelTerms[] terms = new ChannelTerms[shape.channels()];
    for (int c = 0; c < shape.channels(); c++) {
      ChannelBounds channel = new ChannelBounds(input, convention, model, rounding, c, backward);
      for (Map.Entry<Quantity, double[]> entry : channel.compute().entrySet()) {
        Quantity quantity = entry.getKey();
        double[] all = allowed.computeIfAbsent(quantity, q -> new double[q.length(shape)]);
        // The gradient of a γ that is not learned is 0, and nothing is computed for it.
        if (!fixedScale || (quantity != Quantity.DGAMMA && quantity != Quantity.GRAD_GAMMA)) {
          put(shape, c, quantity, entry.getValue(), all);
        }
      }
      terms[c] = channel.terms();
    }
    return new Bounds(allowed, terms);
  }

  private static void put(Shape shape, int c, Quantity quantity, double[] channel, double[] all) {
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
  public boolean has(Quantity quantity) {
    return allowed.containsKey(quantity);
  }

  /** The allowances of a quantity, absolute, one a value; not a copy. */
  public double[] get(Quantity quantity) {
    return allowed.get(quantity);
  }

  /**
   * The terms that the allowances of values that share statistics are made of.
   *
   * @param set a channel of {@link LayerInput#statistics}
   */
  public ChannelTerms terms(int set) {
    return terms[set];
  }

  static boolean renormalizes(LayerInput input) {
    return input.layer() == LayerKind.BATCH_RENORM;
  }
}
