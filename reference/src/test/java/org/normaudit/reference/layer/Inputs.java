package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Arithmetic;

/**
 * A block of a step whose inputs, parameters and upstream gradients, in this order, are numbers to
 * differentiate by.
 *
 * @param block the block, not evaluated
 * @param inputs all its values of the {@link #roles}, one role after another
 */
record Inputs<T>(BlockStep<T> block, List<T> inputs) {

  /** How an arithmetic makes an input of a number. */
  interface Variable<T> {
    T of(int index, double value);
  }

  /** What a gradient of a gradient is taken by. */
  static List<Role> roles(Layer layer) {
    List<Role> roles = new ArrayList<>(layer.roles(Role.Kind.INPUT, Role.Kind.PARAMETER));
    layer.roles(Role.Kind.OUTPUT).forEach(output -> roles.add(output.gradient()));
    return roles;
  }

  static int count(Step step, int b) {
    Region region = Region.of(step.statistics(), b);
    return roles(step.layer()).stream().mapToInt(role -> region.indices(role).length).sum();
  }

  static <T> Inputs<T> of(Arithmetic<T> a, Step step, int b, Variable<T> variable) {
    BlockStep<T> plain = BlockStep.of(new Algebra<>(a), step, b);
    Map<Role, List<T>> variables = new HashMap<>();
    List<T> inputs = new ArrayList<>();
    for (Role role : roles(step.layer())) {
      int first = inputs.size();
      for (double value : plain.region().gather(role, step.get(role))) {
        inputs.add(variable.of(inputs.size(), value));
      }
      variables.put(role, List.copyOf(inputs.subList(first, inputs.size())));
    }
    return new Inputs<>(plain.with(variables), inputs);
  }
}
