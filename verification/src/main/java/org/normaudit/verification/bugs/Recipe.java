package org.normaudit.verification.bugs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.variants.Machine;
import org.normaudit.verification.variants.Summation;

/**
 * How a layer is computed, step by step, under any convention. A recipe starts out honest; whoever
 * changes a step makes a mistake, or writes the same thing in another honest way.
 */
final class Recipe {

  /** One step: the values that it gives. */
  interface Stage {
    double[] of(Channel c);
  }

  /** A change to every value that a step gave. */
  interface Change {
    double of(Channel c, double value);
  }

  /** Where the k-th value of a channel lies. */
  interface Place {
    int of(Shape shape, int channel, int k);
  }

  final Convention convention;
  final Machine a;
  final Map<Step, Stage> stages = new EnumMap<>(Step.class);

  /** How sums are taken. */
  ToDoubleFunction<double[]> sum;

  /** Where tensors are read. */
  Place place = (shape, channel, k) -> shape.index(k / shape.inner(), channel, k % shape.inner());

  /** Where tensors are written. */
  Place written = place;

  /** How a layer with the statistics of a sample is computed: the steps are not taken there. */
  final SampleRecipe ofSample;

  /** What the layer makes of a question before it looks at it. */
  UnaryOperator<LayerInput> asked = input -> input;

  /** What it makes of the steps of a trace. */
  UnaryOperator<List<LayerInput>> steps = list -> list;

  /** What it makes of its results before it tells them. */
  Told told = (input, output) -> output;

  /** σ of a variance. */
  interface Spread {
    double of(Channel c, double variance);
  }

  /** A change to a whole answer. */
  interface Told {
    LayerOutput of(LayerInput input, LayerOutput output);
  }

  Recipe(Convention convention, Machine machine) {
    this.convention = convention;
    this.a = machine;
    this.sum = v -> Summation.SEQUENTIAL.sum(a, v);
    this.ofSample = new SampleRecipe(this);
    HonestForward.into(this);
    HonestBackward.into(this);
  }

  double[] take(Step step, Channel c) {
    return stages.get(step).of(c);
  }

  /** Takes a step that gives a value for each of the m in another way. */
  void vector(Step step, Stage stage) {
    stages.put(step, stage);
  }

  /** Takes a step that gives one value in another way. */
  void value(Step step, ToDoubleFunction<Channel> value) {
    stages.put(step, c -> new double[] {value.applyAsDouble(c)});
  }

  /** Changes what a step gives, value by value. */
  void change(Step step, Change change) {
    Stage before = stages.get(step);
    stages.put(
        step,
        c -> {
          double[] values = before.of(c).clone();
          for (int k = 0; k < values.length; k++) {
            values[k] = a.round(change.of(c, values[k]));
          }
          return values;
        });
  }

  /** Sees every question in another way; a change made before is undone last. */
  void asks(UnaryOperator<LayerInput> change) {
    UnaryOperator<LayerInput> before = asked;
    asked = input -> before.apply(change.apply(input));
  }

  /** Tells every answer in another way. */
  void tells(Told change) {
    Told before = told;
    told = (input, output) -> change.of(input, before.of(input, output));
  }

  /** Tells one quantity in another way, where there is any. */
  void tells(Quantity quantity, BiFunction<LayerInput, double[], double[]> change) {
    tells(
        (input, output) ->
            output.has(quantity)
                ? output.with(quantity, change.apply(input, output.get(quantity)))
                : output);
  }

  /** Takes the steps of a trace in another way. */
  void traces(UnaryOperator<List<LayerInput>> change) {
    UnaryOperator<List<LayerInput>> before = steps;
    steps = list -> change.apply(before.apply(list));
  }

  /** σ(V) as the convention makes it. */
  double spread(Channel c, double variance) {
    return spread(c.epsilon, variance);
  }

  /** The same for a given ε. */
  double spread(double epsilon, double variance) {
    return switch (convention.epsilon()) {
      case INSIDE -> a.sqrt(a.add(variance, epsilon));
      case OUTSIDE -> a.add(a.sqrt(variance), epsilon);
      case BOTH -> a.add(a.sqrt(a.add(variance, epsilon)), epsilon);
      case FLOOR -> a.sqrt(Math.max(variance, epsilon));
    };
  }

  /** The root that 2·dσ/dV is one over; 0 where σ does not move with V. */
  double root(double epsilon, double variance, double sigma) {
    return switch (convention.epsilon()) {
      case INSIDE -> sigma;
      case BOTH -> a.sqrt(a.add(variance, epsilon));
      case OUTSIDE -> a.sqrt(variance);
      case FLOOR -> variance < epsilon ? 0 : a.sqrt(variance);
    };
  }

  /** V·m/(m−1) under Bessel's correction, else V. */
  double corrected(Channel c, double variance, UpdateRule.Correction correction) {
    return corrected(c.m(), variance, correction);
  }

  /** The same for a variance of m values. */
  double corrected(int m, double variance, UpdateRule.Correction correction) {
    if (correction == UpdateRule.Correction.BIASED) {
      return variance;
    }
    correction.requireCount(m);
    return a.divide(a.multiply(variance, a.round(m)), a.round(m - 1.0));
  }

  /** The running statistic after a batch whose statistic is {@code batch}. */
  double updated(Channel c, double old, double batch) {
    UpdateRule rule = c.rule();
    double momentum = a.round(rule.momentum());
    return switch (rule.sense()) {
      case TAKE -> a.add(old, a.multiply(momentum, a.subtract(batch, old)));
      case KEEP -> a.add(a.multiply(momentum, old), a.multiply(a.subtract(1, momentum), batch));
      case CUMULATIVE -> a.add(old, a.divide(a.subtract(batch, old), a.round(c.updates + 1.0)));
      case DEBIASED ->
          a.add(old, a.multiply(a.round(rule.rateAt(c.updates)), a.subtract(batch, old)));
      case FROZEN -> old;
    };
  }
}
