package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.LayerInput;

/**
 * A step of one channel whose x, γ, β and dy, in this order, are inputs to differentiate by.
 *
 * @param channel the step
 * @param inputs the inputs, 2m + 2 of them
 */
record Inputs<T>(ChannelInput<T> channel, List<T> inputs) {

  /** How an arithmetic makes an input of a number. */
  interface Variable<T> {
    T of(int index, double value);
  }

  static int count(LayerInput in) {
    return 2 * in.shape().count() + 2;
  }

  static <T> Inputs<T> of(Arithmetic<T> a, LayerInput in, Variable<T> variable) {
    int m = in.shape().count();
    List<T> inputs = new ArrayList<>();
    IntStream.range(0, m).forEach(i -> inputs.add(variable.of(i, in.x()[i])));
    inputs.add(variable.of(m, in.gamma()[0]));
    inputs.add(variable.of(m + 1, in.beta()[0]));
    IntStream.range(0, m).forEach(i -> inputs.add(variable.of(m + 2 + i, in.dy()[i])));
    ChannelInput<T> plain = ChannelInput.of(a, in, 0);
    ChannelInput<T> channel =
        new ChannelInput<>(
            plain.mode(),
            inputs.subList(0, m),
            inputs.get(m),
            inputs.get(m + 1),
            plain.epsilon(),
            plain.rule(),
            plain.momentum(),
            plain.clip(),
            plain.runningMean(),
            plain.runningSpread(),
            plain.updates(),
            inputs.subList(m + 2, 2 * m + 2),
            plain.second());
    return new Inputs<>(channel, inputs);
  }
}
