package org.normaudit.reference.definition;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput.Second;

/** A layer whose γ is 1 whatever is given: no gradient reaches it, and none comes back from it. */
record FixedScale(Definition learned) implements Definition {

  @Override
  public <T> ChannelOutput<T> evaluate(Arithmetic<T> a, ChannelInput<T> in) {
    int channels = in.gammas().size();
    List<T> zeros = Collections.nCopies(channels, a.constant(0));
    Optional<Second<T>> second = in.second().map(s -> new Second<>(s.ddx(), zeros, s.ddbetas()));
    List<T> ones = Collections.nCopies(channels, a.constant(1));
    ChannelOutput<T> out = learned.evaluate(a, in.with(in.x(), ones, in.betas(), in.dy(), second));
    if (in.hasUpstream()) {
      out.put(Quantity.DGAMMA, zeros);
    }
    second.ifPresent(s -> out.put(Quantity.GRAD_GAMMA, zeros));
    return out;
  }
}
