package org.normaudit.reference.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normaudit.reference.layer.Region;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/**
 * The definition of a step with the statistics of samples under the paper's convention, in
 * decimals, held against an output; the definition in {@link MeasuredArithmetic} bounds the error.
 */
public final class SampleTruth {
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();

  private SampleTruth() {}

  /**
   * Fails unless every result that the layer gave lies within its bound.
   *
   * @return the results that the definition gives
   */
  public static Set<Role> check(Step step, StepOutput out, Precision precision) {
    MeasuredArithmetic measured = new MeasuredArithmetic(precision);
    for (int b = 0; b < step.blocks().size(); b++) {
      Region region = Region.of(step.statistics(), b);
      Map<Role, List<BigDecimal>> truth = Truth.of(DECIMALS, step, b);
      Map<Role, List<Measured>> bound = Truth.of(measured, step, b);
      // Second order: a chain of fewer roundings than there are values, sums and divisions.
      double chain = 3.0 * (region.elements().length + 6 * Math.max(precision.division(), 4));
      double rest = 1 - chain * precision.u();
      for (Role role : truth.keySet()) {
        if (!out.has(role)) {
          continue;
        }
        int[] indices = region.indices(role);
        for (int k = 0; k < indices.length; k++) {
          BigDecimal exact = truth.get(role).get(k);
          double storage = precision.storage().unitRoundoff() * exact.abs().doubleValue();
          double allowed =
              bound.get(role).get(k).error() / rest
                  + 2 * Math.max(storage, precision.storage().minSubnormal());
          double observed = out.get(role)[indices[k]];
          double error = new BigDecimal(observed).subtract(exact).abs().doubleValue();
          String what = "%s[%d] of %s %s".formatted(role, indices[k], step.layer(), step.shape());
          assertTrue(error <= allowed, () -> what + " is off by " + error + ", allowed " + allowed);
        }
      }
    }
    return Truth.of(DECIMALS, step, 0).keySet();
  }
}
