package org.normaudit.reference.definition;

import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput.Second;

/** A layer whose γ is 1 whatever is given: no gradient reaches it, and none comes back from it. */
record FixedScale(Definition learned) implements Definition {

  @Override
  public <T> ChannelOutput<T> evaluate(Arithmetic<T> a, ChannelInput<T> in) {
    T zero = a.constant(0);
    Optional<Second<T>> second = in.second().map(s -> new Second<>(s.ddx(), zero, s.ddbeta()));
    ChannelOutput<T> out =
        learned.evaluate(
            a,
            new ChannelInput<>(
                in.mode(),
                in.x(),
                a.constant(1),
                in.beta(),
                in.epsilon(),
                in.rule(),
                in.momentum(),
                in.clip(),
                in.runningMean(),
                in.runningSpread(),
                in.updates(),
                in.dy(),
                second));
    out.put(Quantity.DGAMMA, zero);
    second.ifPresent(s -> out.put(Quantity.GRAD_GAMMA, zero));
    return out;
  }
}
