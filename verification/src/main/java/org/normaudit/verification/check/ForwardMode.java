package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.DerivativeArithmetic;

/**
 * The gradients a third time, from the forward definition by forward-mode differentiation in
 * Commons Math, which shares no code with the tape.
 */
final class ForwardMode implements BlockGradient {
  /** One derivative for each value, carried through every operation. */
  static final int LONGEST = 24;

  @Override
  public Map<Quantity, double[]> ofBlock(Definition definition, LayerInput in, int b) {
    Block block = in.block(b);
    int m = block.size();
    int channels = block.channels();
    DerivativeArithmetic a = new DerivativeArithmetic(m + 2 * channels, 1);
    ChannelInput<DerivativeStructure> constants = ChannelInput.of(a, in, b);
    ChannelOutput<DerivativeStructure> out =
        definition.evaluate(
            a,
            constants.with(
                variables(a, 0, constants.x()),
                variables(a, m, constants.gammas()),
                variables(a, m + channels, constants.betas()),
                constants.dy(),
                Optional.empty()));
    double[] gradient = gradient(WeightedSum.ofOutput(out, in, block), m + 2 * channels);
    return Map.of(
        Quantity.DX, Arrays.copyOf(gradient, m),
        Quantity.DGAMMA, Arrays.copyOfRange(gradient, m, m + channels),
        Quantity.DBETA, Arrays.copyOfRange(gradient, m + channels, m + 2 * channels));
  }

  /** Variables in the place of constants, the first of them number {@code from}. */
  static List<DerivativeStructure> variables(
      DerivativeArithmetic a, int from, List<DerivativeStructure> constants) {
    List<DerivativeStructure> variables = new ArrayList<>();
    for (int k = 0; k < constants.size(); k++) {
      variables.add(a.variable(from + k, constants.get(k).getValue()));
    }
    return variables;
  }

  /** Σ weight·∂term/∂v for each variable v. */
  static double[] gradient(WeightedSum<DerivativeStructure> sum, int variables) {
    double[] gradient = new double[variables];
    for (int k = 0; k < sum.weights().length; k++) {
      double[] all = sum.terms().get(k).getAllDerivatives();
      for (int v = 0; v < variables; v++) {
        gradient[v] += sum.weights()[k] * all[1 + v];
      }
    }
    return gradient;
  }
}
