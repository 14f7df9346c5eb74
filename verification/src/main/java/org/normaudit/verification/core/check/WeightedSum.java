package org.normaudit.verification.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Role;

/**
 * The number that a block's gradients are the gradients of, Σ weight·term.
 *
 * @param <T> the terms' arithmetic
 */
record WeightedSum<T>(List<T> terms, double[] weights) {

  /** Σ dy·y over the outputs, for the gradients by inputs and parameters. */
  static <T> WeightedSum<T> ofOutputs(BlockStep<T> block) {
    List<T> terms = new ArrayList<>();
    DoubleStream weights = DoubleStream.empty();
    for (Role output : block.step().layer().roles(Role.Kind.OUTPUT)) {
      terms.addAll(block.result(output));
      weights = DoubleStream.concat(weights, given(block, output.gradient()));
    }
    return new WeightedSum<>(terms, weights.toArray());
  }

  /** Σ ddx·dx over the gradients by inputs and parameters, for the double backward. */
  static <T> WeightedSum<T> ofGradients(BlockStep<T> block) {
    Layer layer = block.step().layer();
    List<T> terms = new ArrayList<>();
    DoubleStream weights = DoubleStream.empty();
    for (Role role : layer.roles(Role.Kind.INPUT, Role.Kind.PARAMETER)) {
      terms.addAll(block.result(role.gradient()));
      weights = DoubleStream.concat(weights, given(block, role.gradient().upstream()));
    }
    return new WeightedSum<>(terms, weights.toArray());
  }

  private static DoubleStream given(BlockStep<?> block, Role role) {
    return DoubleStream.of(block.region().gather(role, block.step().get(role)));
  }
}
