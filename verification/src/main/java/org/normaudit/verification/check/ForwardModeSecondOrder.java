package org.normaudit.verification.check;

import java.util.Arrays;
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
 * The double backward a third time: the analytic gradient differentiated by Commons Math, forward,
 * by every x, every dy and γ.
 */
final class ForwardModeSecondOrder implements BlockGradient {
  /** Two derivatives for each value, carried through every operation. */
  static final int LONGEST = 16;

  @Override
  public Map<Quantity, double[]> ofBlock(Definition definition, LayerInput in, int b) {
    Block block = in.block(b);
    int m = block.size();
    int variables = 2 * m + block.channels();
    DerivativeArithmetic a = new DerivativeArithmetic(variables, 1);
    ChannelInput<DerivativeStructure> constants = ChannelInput.of(a, in, b);
    ChannelOutput<DerivativeStructure> out =
        definition.evaluate(
            a,
            constants.with(
                ForwardMode.variables(a, 0, constants.x()),
                ForwardMode.variables(a, 2 * m, constants.gammas()),
                constants.betas(),
                ForwardMode.variables(a, m, constants.dy()),
                Optional.empty()));
    double[] gradient = ForwardMode.gradient(WeightedSum.ofGradients(out, in, block), variables);
    return Map.of(
        Quantity.GRAD_X, Arrays.copyOf(gradient, m),
        Quantity.GRAD_DY, Arrays.copyOfRange(gradient, m, 2 * m),
        Quantity.GRAD_GAMMA, Arrays.copyOfRange(gradient, 2 * m, variables));
  }
}
