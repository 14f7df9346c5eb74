package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.DerivativeArithmetic;

/**
 * The double backward a third time: the analytic gradient differentiated by Commons Math, forward,
 * by every x, every dy and γ. The roundings of a path are those of {@link ForwardMode}.
 */
final class ForwardModeSecondOrder extends SecondOpinions.Opinion {
  /** Two derivatives for each value, carried through every operation. */
  private static final int LONGEST = 16;

  @Override
  public String name() {
    return "forward-second-order";
  }

  @Override
  public String asserts() {
    return "the double backward is that of differentiating the gradient forward by Commons Math";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.GRAD_X);
  }

  @Override
  public boolean concerns(Exam exam) {
    return super.concerns(exam)
        && exam.input().block(0).size() <= LONGEST
        && exam.truth().quantities().contains(Quantity.GRAD_X);
  }

  @Override
  void compare(Exam exam, LayerOutput output, Worst worst) {
    LayerInput in = exam.convention().read(exam.input());
    Shape s = in.shape();
    SecondOrder second = in.second().orElseThrow();
    Map<Quantity, double[]> result = new EnumMap<>(Quantity.class);
    result.put(Quantity.GRAD_X, new double[s.size()]);
    result.put(Quantity.GRAD_GAMMA, new double[s.channels()]);
    result.put(Quantity.GRAD_DY, new double[s.size()]);
    Definition definition = Definition.of(in.layer(), exam.convention());
    for (int b = 0; b < in.blocks().size(); b++) {
      Block block = in.block(b);
      int m = block.size();
      DerivativeArithmetic a = new DerivativeArithmetic(2 * m + block.channels(), 1);
      ChannelInput<DerivativeStructure> constants = ChannelInput.of(a, in, b);
      ChannelOutput<DerivativeStructure> first =
          definition.evaluate(
              a,
              constants.with(
                  variables(a, 0, constants.x()),
                  variables(a, 2 * m, constants.gammas()),
                  constants.betas(),
                  variables(a, m, constants.dy()),
                  Optional.empty()));
      double[] gradient =
          ForwardMode.pulledBack(
              SecondOpinions.gradients(first),
              SecondOpinions.upstream(block, second),
              2 * m + block.channels());
      block.scatter(Arrays.copyOf(gradient, m), result.get(Quantity.GRAD_X));
      block.scatter(Arrays.copyOfRange(gradient, m, 2 * m), result.get(Quantity.GRAD_DY));
      SecondOpinions.scatterChannels(
          block,
          Arrays.copyOfRange(gradient, 2 * m, gradient.length),
          result.get(Quantity.GRAD_GAMMA));
    }
    compare(exam, output, result, ForwardMode.ROUNDOFF, worst);
  }

  private static List<DerivativeStructure> variables(
      DerivativeArithmetic a, int from, List<DerivativeStructure> values) {
    List<DerivativeStructure> variables = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      variables.add(a.variable(from + k, values.get(k).getValue()));
    }
    return variables;
  }
}
