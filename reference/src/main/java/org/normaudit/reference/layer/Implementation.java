package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * An implementation of layers by roles: one step in, everything that the step gives out. {@link
 * org.normaudit.reference.NormalizationLayer} says what a step gives where the formulas leave a
 * choice; it is the same here.
 */
public interface Implementation extends AutoCloseable {

  /** What it can be asked for. */
  Supported supported();

  /**
   * One step: forward, the update of the states in training, backward, and the double backward
   * where the step asks for one. No tensor of the step is modified.
   *
   * @return every result of {@link Supported#results()} that the step defines, with values of its
   *     role's format
   * @throws IllegalArgumentException if the step is not one that the layer is defined for
   * @throws UnsupportedOperationException if it cannot be asked for
   */
  StepOutput run(Step step);

  /**
   * Several steps of one layer object. The states of the first step are set; those of the later
   * steps are what the layer made of the steps before, and what {@code steps} say of them is not
   * read.
   *
   * @return one output a step
   */
  default List<StepOutput> trace(List<Step> steps) {
    List<StepOutput> outputs = new ArrayList<>();
    Step asked = null;
    for (Step step : steps) {
      asked = asked == null ? step : asked.followedBy(step, outputs.get(outputs.size() - 1));
      outputs.add(run(asked));
    }
    return outputs;
  }

  /** Releases what the implementation holds; nothing by default. */
  @Override
  default void close() {}
}
