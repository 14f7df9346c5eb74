package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
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
        && exam.input().shape().count() <= LONGEST
        && exam.truth().quantities().contains(Quantity.GRAD_X);
  }

  @Override
  void compare(Exam exam, LayerOutput output, Worst worst) {
    LayerInput in = exam.convention().read(exam.input());
    Shape s = in.shape();
    int m = s.count();
    SecondOrder second = in.second().orElseThrow();
    Map<Quantity, double[]> result = new EnumMap<>(Quantity.class);
    result.put(Quantity.GRAD_X, new double[s.size()]);
    result.put(Quantity.GRAD_GAMMA, new double[s.channels()]);
    result.put(Quantity.GRAD_DY, new double[s.size()]);
    Definition definition = Definition.of(in.layer(), exam.convention());
    DerivativeArithmetic a = new DerivativeArithmetic(2 * m + 1, 1);
    for (int c = 0; c < s.channels(); c++) {
      ChannelInput<DerivativeStructure> constants = ChannelInput.of(a, in, c);
      ChannelOutput<DerivativeStructure> first =
          definition.evaluate(
              a,
              SecondOpinions.with(
                  constants,
                  variables(a, 0, constants.x()),
                  a.variable(2 * m, in.gamma()[c]),
                  constants.beta(),
                  variables(a, m, constants.dy())));
      List<DerivativeStructure> outputs = new ArrayList<>(first.values().get(Quantity.DX));
      outputs.add(first.only(Quantity.DGAMMA));
      outputs.add(first.only(Quantity.DBETA));
      double[] upstream = Arrays.copyOf(SecondOpinions.channel(s, c, second.ddx()), m + 2);
      upstream[m] = second.ddgamma()[c];
      upstream[m + 1] = second.ddbeta()[c];
      double[] gradient = ForwardMode.pulledBack(outputs, upstream, 2 * m + 1);
      SecondOpinions.scatter(s, c, Arrays.copyOf(gradient, m), result.get(Quantity.GRAD_X));
      SecondOpinions.scatter(
          s, c, Arrays.copyOfRange(gradient, m, 2 * m), result.get(Quantity.GRAD_DY));
      result.get(Quantity.GRAD_GAMMA)[c] = gradient[2 * m];
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
