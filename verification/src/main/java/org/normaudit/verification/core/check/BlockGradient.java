package org.normaudit.verification.core.check;

import java.util.HashMap;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Region;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/** Gradients by automatic differentiation of a definition, one block of a step at a time. */
interface BlockGradient {
  /**
   * The gradients of block {@code b}, in the order of the block's values.
   *
   * @param in the step as the convention reads it
   */
  Map<Role, double[]> ofBlock(Convention convention, Step in, int b);

  /** The gradients of all blocks of a check's step, each where it belongs. */
  default Map<Role, double[]> of(CheckContext context) {
    Step in = Reading.of(context.convention(), context.input());
    Map<Role, double[]> all = new HashMap<>();
    for (int b = 0; b < in.statistics().groups(); b++) {
      Region region = Region.of(in.statistics(), b);
      ofBlock(context.convention(), in, b)
          .forEach(
              (role, values) -> {
                double[] tensor = all.computeIfAbsent(role, r -> new double[r.length(in.shape())]);
                int[] at = region.indices(role);
                for (int k = 0; k < at.length; k++) {
                  tensor[at[k]] = values[k];
                }
              });
    }
    return all;
  }
}
