package org.normaudit.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * An implementation of normalization layers: one step in, everything that the step gives out.
 *
 * <p>A step holds its running statistics, so an implementation need not keep any. One that does
 * (because it wraps a library's layer object) overrides {@link #trace}.
 */
public interface NormalizationLayer extends AutoCloseable {

  /** What it can be asked for. */
  Capabilities capabilities();

  /**
   * One step: forward, the update of the running statistics in training, backward, and the double
   * backward where the input asks for one. No array of the input is modified.
   *
   * @return every quantity of {@link Capabilities#quantities()} that the step defines, with values
   *     of the input's dtype
   * @throws IllegalArgumentException if the input is not one that the layer is defined for
   * @throws UnsupportedOperationException if it lies outside the capabilities
   */
  LayerOutput run(LayerInput input);

  /**
   * Several steps of one layer object. The running statistics of the first step are set; those of
   * the later steps are what the layer made of the steps before, and what {@code steps} say of them
   * is not read.
   *
   * @return one output a step
   */
  default List<LayerOutput> trace(List<LayerInput> steps) {
    List<LayerOutput> outputs = new ArrayList<>();
    RunningStatistics state = steps.isEmpty() ? null : steps.get(0).state();
    for (LayerInput step : steps) {
      LayerOutput output = run(step.withState(state));
      outputs.add(output);
      boolean updated =
          step.mode() == Mode.TRAINING
              && step.shape().count() > 0
              && step.rule().sense() != UpdateRule.Sense.FROZEN;
      state =
          new RunningStatistics(
              output.get(Quantity.RUNNING_MEAN),
              output.get(Quantity.RUNNING_SPREAD),
              state.updates() + (updated ? 1 : 0));
    }
    return outputs;
  }

  /** Releases what the layer holds; nothing by default. */
  @Override
  default void close() {}
}
