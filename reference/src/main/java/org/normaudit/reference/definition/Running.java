package org.normaudit.reference.definition;

import org.normaudit.autodiff.Arithmetic;

/** How a running statistic follows the batches. */
final class Running {
  private Running() {}

  /** The running statistic after a batch whose statistic is {@code batch}. */
  static <T> T update(Arithmetic<T> a, ChannelInput<T> in, T old, T batch) {
    T one = a.constant(1);
    return switch (in.rule().sense()) {
      // new = old + α(batch − old)
      case TAKE -> a.add(old, a.multiply(in.momentum(), a.subtract(batch, old)));
      // new = momentum·old + (1 − momentum)·batch
      case KEEP ->
          a.add(a.multiply(in.momentum(), old), a.multiply(a.subtract(one, in.momentum()), batch));
      case CUMULATIVE ->
          a.add(old, a.divide(a.subtract(batch, old), a.constant(in.updates() + 1.0)));
      // new = old + (batch − old)/(1 + momentum + … + momentum^updates)
      case DEBIASED -> a.add(old, a.divide(a.subtract(batch, old), weight(a, in)));
      case FROZEN -> old;
    };
  }

  // (1 − mᵏ)/(1 − m) by Horner's rule: without the two cancellations, and right for m = 1.
  private static <T> T weight(Arithmetic<T> a, ChannelInput<T> in) {
    T sum = a.constant(1);
    for (long k = 0; k < in.updates(); k++) {
      sum = a.add(a.constant(1), a.multiply(in.momentum(), sum));
    }
    return sum;
  }
}
