package org.normaudit.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * An implementation of normalization layers: one step in, everything that the step gives out.
 *
 * <p>A step holds its running statistics, so an implementation need not keep any. One that does
 * (because it wraps a library's layer object) overrides {@link #trace}.
 *
 * <p>A layer of the papers' convention reads r_max and d_max of the {@link Clip}; r_min is for
 * layers with a lower bound of their own.
 *
 * <table>
 *   <caption>Edges: what a step gives where the formulas leave a choice. m is the number of values a
 *       channel.</caption>
 *   <tr><th>input</th><th>what it gives</th></tr>
 *   <tr><td>m = 0</td><td>y and dx without values; dγ = dβ = 0; the running statistics as they were;
 *       no r and no d; in either mode</td></tr>
 *   <tr><td>m = 1 in training, ε &gt; 0</td><td>batch normalization: y = β and dx = 0, exactly; batch
 *       renormalization: y = γd + β, dx = 0 exactly</td></tr>
 *   <tr><td>m = 1 and Bessel's correction</td><td>rejected, unless the update is frozen</td></tr>
 *   <tr><td>a constant channel, ε &gt; 0</td><td>y = β exactly where the rounded mean is exact, else
 *       to |γ| times the error of the mean over σ</td></tr>
 *   <tr><td>σ = 0: V = 0 and ε = 0</td><td>0/0: y, dx and dγ of that channel are NaN; the running
 *       statistics are updated, so a later step of batch renormalization may be rejected</td></tr>
 *   <tr><td>running variance 0 and ε = 0 at inference</td><td>the quotient by 0 of IEEE 754</td></tr>
 *   <tr><td>NaN in x, training</td><td>NaN in y, dx, dγ, r, d and both running statistics of that
 *       channel; dβ and the other channels as without it</td></tr>
 *   <tr><td>±∞ in x, training</td><td>the same, but for the running mean and d, which are not
 *       finite</td></tr>
 *   <tr><td>NaN in x, inference</td><td>NaN in that element of y and in dγ of its channel; dx as
 *       without it</td></tr>
 *   <tr><td>NaN in dy</td><td>y, r, d and the running statistics as without it; NaN in dγ and dβ of
 *       that channel and, in training, all its dx</td></tr>
 *   <tr><td>overflow of a sum or a square</td><td>what IEEE 754 makes of it</td></tr>
 *   <tr><td>a running mean of NaN; a running variance below 0 or NaN; a running standard deviation of
 *       0, below 0 or NaN</td><td>rejected</td></tr>
 *   <tr><td>lengths that do not fit the shape; ε negative, NaN or infinite; r_max &lt; 1; d_max &lt;
 *       0; a momentum outside [0, 1]</td><td>no such {@link LayerInput}, {@link Clip} or {@link
 *       UpdateRule} can be made</td></tr>
 * </table>
 *
 * <p>A layer without running statistics does the same in both modes, reads neither the rule nor the
 * state, and gives no running statistics, r or d. Its m counts the values that share statistics:
 * where the table says channel, read that set of values; dγ and dβ are NaN where a set in the
 * channel is. Root mean square normalization subtracts no mean, so m = 1 and constant values are no
 * edges of it.
 *
 * <p>Rejected means an {@link IllegalArgumentException} that names the value and what is allowed.
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
      if (!step.layer().isStateful()) {
        continue;
      }
      state =
          new RunningStatistics(
              output.get(Quantity.RUNNING_MEAN),
              output.get(Quantity.RUNNING_SPREAD),
              state.updates() + (step.isUpdate() ? 1 : 0));
    }
    return outputs;
  }

  /** Releases what the layer holds; nothing by default. */
  @Override
  default void close() {}
}
