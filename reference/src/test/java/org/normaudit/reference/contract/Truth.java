package org.normaudit.reference.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/** The definition of a step under the paper's convention, in decimals, held against an output. */
final class Truth {
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();

  private Truth() {}

  /** Fails unless every result that the layer gave lies within its {@link Allowance}. */
  static void check(LayerInput in, LayerOutput out, Precision precision) {
    Step step = ClassicalView.step(in);
    for (int c = 0; c < in.shape().channels(); c++) {
      Map<Role, List<BigDecimal>> truth = of(DECIMALS, step, c);
      Map<Quantity, double[]> allowed = Allowance.of(in, c, precision);
      for (Role role : truth.keySet()) {
        Quantity quantity = Quantity.of(role.label());
        if (out.has(quantity)) {
          check(in, quantity, c, out.get(quantity), truth.get(role), allowed.get(quantity));
        }
      }
    }
  }

  /** What the paper's convention gives for a block of a step, in an arithmetic. */
  static <T> Map<Role, List<T>> of(Arithmetic<T> a, Step step, int b) {
    return BlockStep.of(new Algebra<>(a), step, b).evaluate(step.layer().paper()).results();
  }

  private static void check(
      LayerInput in,
      Quantity quantity,
      int c,
      double[] observed,
      List<BigDecimal> expected,
      double[] allowed) {
    for (int k = 0; k < expected.size(); k++) {
      int at = quantity.isElementwise() ? Channels.index(in.shape(), c, k) : c;
      BigDecimal truth = expected.get(k);
      boolean close =
          Double.isFinite(observed[at])
              && new BigDecimal(observed[at]).subtract(truth).abs().doubleValue() <= allowed[k];
      if (!close) {
        throw new AssertionError(
            "%s[%d] of %s %s, shape %s, epsilon %s, %s, %s: observed %s, expected %s, allowed %s"
                    .formatted(
                        quantity.label(),
                        at,
                        in.layer().label(),
                        in.mode().label(),
                        in.shape(),
                        in.epsilon(),
                        in.rule(),
                        in.clip(),
                        observed[at],
                        truth.doubleValue(),
                        allowed[k])
                + (Double.isFinite(observed[at])
                    ? ", off by " + new BigDecimal(observed[at]).subtract(truth).abs().doubleValue()
                    : ""));
      }
    }
  }
}
