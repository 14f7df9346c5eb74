package org.normaudit.verification.lab.bugs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Partition;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.lab.variants.Form;
import org.normaudit.verification.lab.variants.Machine;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/**
 * How a layer departs from its definition: named values and primitives that are computed in another
 * way. Without a change the layer is honest.
 */
final class Mutation {

  /** A change to all values of a name. */
  interface Change {
    double[] of(Site c, double[] values);
  }

  /** A change to each value of a name. */
  interface ValueChange {
    double of(Site c, double value);
  }

  /** Mean and variance of the values that share statistics, made in another way. */
  interface MomentsChange {
    VarianceAlgorithm.Moments of(Site c, double[] x);
  }

  /** A partition of a step's elements that is not the layer's. */
  interface PartitionChange {
    int of(Step step, int element);
  }

  /** Where the k-th value of a channel lies, where that is not the layer's. */
  interface Place {
    int of(Shape shape, int channel, int k);
  }

  /** A change to a whole answer. */
  interface Told {
    StepOutput of(Step step, StepOutput output);
  }

  final Convention convention;
  final Machine a;
  private final Map<Name, Change> changes = new HashMap<>();

  /** The algorithm of the variance. */
  VarianceAlgorithm variance = VarianceAlgorithm.TWO_PASS;

  /** The order of its sums. */
  Summation order = Summation.SEQUENTIAL;

  /** How x̂, output and gradient are written. */
  Form form = Form.DEFINED;

  /** How other sums are taken; null for the order of the variance's. */
  ToDoubleFunction<double[]> sum;

  /** How mean and variance are made; null for the algorithm. */
  MomentsChange moments;

  /** Whether a layer that subtracts no mean subtracts it. */
  boolean centers;

  /** Which values share statistics; null for those of the layer. */
  PartitionChange statistics;

  /** Whose γ and β a value has; null for its channel's. */
  PartitionChange parameters;

  /** Where tensors are read and written; null for where they lie. */
  Place place;

  /** Whether it answers steps that have no right answer under its convention. */
  boolean answersUndefined;

  /** What the layer makes of a step before it looks at it. */
  UnaryOperator<Step> asked = step -> step;

  /** What it makes of the steps of a trace. */
  UnaryOperator<List<Step>> steps = list -> list;

  /** What it makes of its results before it tells them. */
  Told told = (step, output) -> output;

  Mutation(Convention convention, Machine machine) {
    this.convention = convention;
    this.a = machine;
  }

  /** The change to a name; null where there is none. */
  Change of(Name name) {
    return changes.get(name);
  }

  /** Computes the values of a name in another way, from what they would be. */
  void replace(Name name, Change change) {
    Change before = changes.get(name);
    changes.put(name, before == null ? change : (c, values) -> change.of(c, before.of(c, values)));
  }

  /** Computes the values of a result in another way, from what they would be. */
  void replace(Role role, Change change) {
    replace(Name.of(role), change);
  }

  /** Computes a name that has one value in another way. */
  void value(Name name, ToDoubleFunction<Site> value) {
    replace(name, (c, values) -> new double[] {value.applyAsDouble(c)});
  }

  /** Computes a result that has one value in another way. */
  void value(Role role, ToDoubleFunction<Site> value) {
    value(Name.of(role), value);
  }

  /** Changes each value of a name. */
  void change(Name name, ValueChange change) {
    replace(
        name,
        (c, values) -> {
          double[] changed = values.clone();
          for (int k = 0; k < changed.length; k++) {
            changed[k] = a.round(change.of(c, changed[k]));
          }
          return changed;
        });
  }

  /** Changes each value of a result. */
  void change(Role role, ValueChange change) {
    change(Name.of(role), change);
  }

  /** Sees every step in another way; a change made before is undone last. */
  void asks(UnaryOperator<Step> change) {
    UnaryOperator<Step> before = asked;
    asked = step -> before.apply(change.apply(step));
  }

  /** Tells every answer in another way. */
  void tells(Told change) {
    Told before = told;
    told = (step, output) -> change.of(step, before.of(step, output));
  }

  /** Tells one result in another way, where there is any. */
  void tells(Role role, BiFunction<Step, double[], double[]> change) {
    tells(
        (step, output) ->
            output.has(role) ? output.with(role, change.apply(step, output.get(role))) : output);
  }

  /** Takes the steps of a trace in another way. */
  void traces(UnaryOperator<List<Step>> change) {
    UnaryOperator<List<Step>> before = steps;
    steps = list -> change.apply(before.apply(list));
  }

  /** A partition of a step by a change. */
  static Partition partition(PartitionChange change, Step step, int parts) {
    return new Partition() {
      @Override
      public int parts() {
        return parts;
      }

      @Override
      public int of(int element) {
        return change.of(step, element);
      }
    };
  }
}
