package org.normaudit.verification.bugs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.RoundedArithmetic;
import org.normaudit.verification.variants.Machine;

/** One channel of one step while a {@link Recipe} works on it. Every step is taken once. */
final class Channel {
  final Recipe recipe;
  final Machine a;
  final LayerInput input;
  final int index;
  final double[] x;
  final double[] dy;
  final double gamma;
  final double beta;
  final double epsilon;
  final double oldMean;
  final double oldSpread;
  final long updates;

  private final Map<Step, double[]> taken = new EnumMap<>(Step.class);
  private ChannelOutput<Double> definition;

  Channel(Recipe recipe, LayerInput input, int index) {
    this.recipe = recipe;
    this.a = recipe.a;
    this.input = input;
    this.index = index;
    this.x = gather(input.x());
    this.dy = gather(input.dy());
    this.gamma = input.gamma()[index];
    this.beta = input.beta()[index];
    this.epsilon = a.round(input.epsilon());
    this.oldMean = input.state().mean()[index];
    this.oldSpread = input.state().spread()[index];
    this.updates = input.state().updates();
  }

  private double[] gather(double[] tensor) {
    double[] values = new double[input.shape().count()];
    for (int k = 0; k < values.length; k++) {
      values[k] = tensor[recipe.place.of(input.shape(), index, k)];
    }
    return values;
  }

  /** The result of a step, as one value. */
  double get(Step step) {
    return all(step)[0];
  }

  /** The result of a step; not to be modified. */
  double[] all(Step step) {
    double[] known = taken.get(step);
    if (known == null) {
      known = recipe.take(step, this);
      taken.put(step, known);
    }
    return known;
  }

  int m() {
    return x.length;
  }

  boolean isTraining() {
    return input.mode() == Mode.TRAINING && m() > 0;
  }

  boolean renormalizes() {
    return input.layer() == LayerKind.BATCH_RENORM;
  }

  Clip clip() {
    return input.clip();
  }

  UpdateRule rule() {
    return input.rule();
  }

  double sum(double[] v) {
    return recipe.sum.applyAsDouble(v);
  }

  double mean(double[] v) {
    return a.divide(sum(v), a.round(v.length));
  }

  /** v·w, element by element. */
  double[] times(double[] v, double[] w) {
    double[] product = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      product[k] = a.multiply(v[k], w[k]);
    }
    return product;
  }

  /** The definition's own result in this machine's arithmetic, for what has too many terms. */
  double[] defined(Quantity quantity) {
    if (definition == null) {
      RoundedArithmetic arithmetic = new RoundedArithmetic(a.format());
      definition =
          Definition.of(input.layer(), recipe.convention)
              .evaluate(arithmetic, ChannelInput.of(arithmetic, input, index));
    }
    List<Double> values = definition.values().getOrDefault(quantity, new ArrayList<>());
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
