package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.DerivativeArithmetic;

/**
 * The gradients a third time, from the forward definition by forward-mode differentiation in
 * Commons Math, which shares no code with the tape.
 *
 * <p>As on the tape, a path has at most four times the roundings of the analytic gradient; a
 * quotient there is a product with a rounded reciprocal, 2u + u² instead of u.
 */
final class ForwardMode extends SecondOpinions.Opinion {
  /** One derivative for each value, carried through every operation. */
  private static final int LONGEST = 24;

  static final double ROUNDOFF = 4 * (2 * 0x1p-53 + 0x1p-106);

  @Override
  public String name() {
    return "forward-mode";
  }

  @Override
  public String asserts() {
    return "the gradients are those of forward-mode differentiation by Commons Math";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.DX);
  }

  @Override
  public boolean concerns(Exam exam) {
    return super.concerns(exam) && exam.input().block(0).size() <= LONGEST;
  }

  @Override
  void compare(Exam exam, LayerOutput output, Worst worst) {
    LayerInput in = exam.convention().read(exam.input());
    Shape s = in.shape();
    Map<Quantity, double[]> result = new EnumMap<>(Quantity.class);
    result.put(Quantity.DX, new double[s.size()]);
    result.put(Quantity.DGAMMA, new double[s.channels()]);
    result.put(Quantity.DBETA, new double[s.channels()]);
    Definition definition = Definition.of(in.layer(), exam.convention());
    for (int b = 0; b < in.blocks().size(); b++) {
      Block block = in.block(b);
      int m = block.size();
      int channels = block.channels();
      DerivativeArithmetic a = new DerivativeArithmetic(m + 2 * channels, 1);
      ChannelInput<DerivativeStructure> constants = ChannelInput.of(a, in, b);
      List<DerivativeStructure> variables = new ArrayList<>();
      Stream.of(constants.x(), constants.gammas(), constants.betas())
          .flatMap(List::stream)
          .forEach(v -> variables.add(a.variable(variables.size(), v.getValue())));
      List<DerivativeStructure> y =
          definition
              .evaluate(
                  a,
                  constants.with(
                      variables.subList(0, m),
                      variables.subList(m, m + channels),
                      variables.subList(m + channels, m + 2 * channels),
                      constants.dy(),
                      Optional.empty()))
              .values()
              .get(Quantity.Y);
      double[] gradient = pulledBack(y, block.gather(in.dy()), variables.size());
      block.scatter(Arrays.copyOf(gradient, m), result.get(Quantity.DX));
      double[] ofGamma = Arrays.copyOfRange(gradient, m, m + channels);
      double[] ofBeta = Arrays.copyOfRange(gradient, m + channels, m + 2 * channels);
      SecondOpinions.scatterChannels(block, ofGamma, result.get(Quantity.DGAMMA));
      SecondOpinions.scatterChannels(block, ofBeta, result.get(Quantity.DBETA));
    }
    compare(exam, output, result, ROUNDOFF, worst);
  }

  // Σ dy·∂y/∂v for each variable v.
  static double[] pulledBack(List<DerivativeStructure> y, double[] dy, int variables) {
    double[] gradient = new double[variables];
    for (int k = 0; k < dy.length; k++) {
      double[] all = y.get(k).getAllDerivatives();
      for (int v = 0; v < variables; v++) {
        gradient[v] += dy[k] * all[1 + v];
      }
    }
    return gradient;
  }
}
