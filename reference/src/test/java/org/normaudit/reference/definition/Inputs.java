package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.LayerInput;

/**
 * A step of a single block whose x, γ, β and dy, in this order, are inputs to differentiate by.
 *
 * @param channel the step
 * @param inputs the inputs: two a value, and two a channel
 */
record Inputs<T>(ChannelInput<T> channel, List<T> inputs) {

  /** How an arithmetic makes an input of a number. */
  interface Variable<T> {
    T of(int index, double value);
  }

  static int count(LayerInput in) {
    return 2 * in.shape().size() + 2 * in.shape().channels();
  }

  static <T> Inputs<T> of(Arithmetic<T> a, LayerInput in, Variable<T> variable) {
    int m = in.shape().size();
    int c = in.shape().channels();
    List<T> inputs = new ArrayList<>();
    for (double[] values : List.of(in.x(), in.gamma(), in.beta(), in.dy())) {
      for (double value : values) {
        inputs.add(variable.of(inputs.size(), value));
      }
    }
    ChannelInput<T> plain = ChannelInput.of(a, in, 0);
    ChannelInput<T> block =
        plain.with(
            inputs.subList(0, m),
            inputs.subList(m, m + c),
            inputs.subList(m + c, m + 2 * c),
            inputs.subList(m + 2 * c, 2 * m + 2 * c),
            plain.second());
    return new Inputs<>(block, inputs);
  }
}
