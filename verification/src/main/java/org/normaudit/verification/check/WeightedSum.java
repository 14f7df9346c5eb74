package org.normaudit.verification.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.definition.ChannelOutput;

/**
 * The number that a block's gradients are the gradients of, Σ weight·term.
 *
 * @param <T> the terms' arithmetic
 */
record WeightedSum<T>(List<T> terms, double[] weights) {

  /** Σ dy·y, for dx, dγ and dβ. */
  static <T> WeightedSum<T> ofOutput(ChannelOutput<T> out, LayerInput in, Block block) {
    return new WeightedSum<>(out.values().get(Quantity.Y), block.gather(in.dy()));
  }

  /** Σ ddx·dx + Σ ddγ·dγ + Σ ddβ·dβ, for the double backward. */
  static <T> WeightedSum<T> ofGradients(ChannelOutput<T> out, LayerInput in, Block block) {
    SecondOrder second = in.second().orElseThrow();
    List<T> terms =
        Stream.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)
            .flatMap(quantity -> out.values().get(quantity).stream())
            .toList();
    double[] weights =
        Stream.of(
                block.gather(second.ddx()),
                block.ofChannels(second.ddgamma()),
                block.ofChannels(second.ddbeta()))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new WeightedSum<>(terms, weights);
  }
}
