package org.normaudit.reference.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.Definition;

/** The definition of a step under the paper's convention, in decimals, held against an output. */
final class Truth {
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();

  private Truth() {}

  /** Fails unless every result that the layer gave lies within its {@link Allowance}. */
  static void check(LayerInput in, LayerOutput out, Precision precision) {
    Definition definition = Definition.of(in.layer(), Convention.paper(in.layer()));
    for (int c = 0; c < in.shape().channels(); c++) {
      Map<Quantity, List<BigDecimal>> truth =
          definition.evaluate(DECIMALS, ChannelInput.of(DECIMALS, in, c)).values();
      Map<Quantity, double[]> allowed = Allowance.of(in, c, precision);
      for (Quantity quantity : truth.keySet()) {
        if (out.has(quantity)) {
          check(in, quantity, c, out.get(quantity), truth.get(quantity), allowed.get(quantity));
        }
      }
    }
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
