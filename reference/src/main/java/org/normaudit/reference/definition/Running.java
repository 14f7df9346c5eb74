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
      case FROZEN -> old;
    };
  }
}
