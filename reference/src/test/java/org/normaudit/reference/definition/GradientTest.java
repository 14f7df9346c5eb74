package org.normaudit.reference.definition;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.DerivativeArithmetic;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.Steps;
import org.normaudit.reference.definition.PathArithmetic.Path;

/**
 * The analytic gradients, in decimals, against what two kinds of automatic differentiation make of
 * the forward pass; and the double backward against what they make of the analytic gradients. Under
 * every convention.
 */
class GradientTest {
  private static final double U = Dtype.FLOAT64.unitRoundoff();
  private static final Shape SHAPE = new Shape(5, 1, 1);
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();

  static Stream<Convention> batchNormalization() {
    return Conventions.of(LayerKind.BATCH_NORM).stream();
  }

  static Stream<Convention> batchRenormalization() {
    return Conventions.of(LayerKind.BATCH_RENORM).stream();
  }

  @ParameterizedTest
  @MethodSource
  void batchNormalization(Convention convention) {
    check(LayerKind.BATCH_NORM, convention, Clip.NONE);
  }

  @ParameterizedTest
  @MethodSource
  void batchRenormalization(Convention convention) {
    check(LayerKind.BATCH_RENORM, convention, Clip.symmetric(1e3, 1e3));
    check(LayerKind.BATCH_RENORM, convention, new Clip(0.9, 1.125, 0.0625));
  }

  static Stream<Arguments> statisticsOfASample() {
    // One block each: two channels that share statistics, or one channel.
    Shape several = new Shape(2, 2, 2);
    Shape one = new Shape(2, 1, 3);
    return Stream.of(
            arguments(LayerKind.LAYER_NORM, several),
            arguments(LayerKind.INSTANCE_NORM, one),
            arguments(LayerKind.GROUP_NORM, several),
            arguments(LayerKind.RMS_NORM, several))
        .flatMap(
            pair -> {
              LayerKind layer = (LayerKind) pair.get()[0];
              Convention paper = Convention.paper(layer);
              return Conventions.of(layer).stream()
                  .filter(c -> c.kept() == paper.kept() && c.inference() == paper.inference())
                  .map(c -> arguments(layer, pair.get()[1], c));
            });
  }

  @ParameterizedTest
  @MethodSource
  void statisticsOfASample(LayerKind layer, Shape shape, Convention convention) {
    check(layer, shape, convention, Clip.NONE);
  }

  private static void check(LayerKind layer, Convention convention, Clip clip) {
    check(layer, SHAPE, convention, clip);
  }

  private static void check(LayerKind layer, Shape shape, Convention convention, Clip clip) {
    Definition definition = Definition.of(layer, convention);
    Steps steps = new Steps(Dtype.FLOAT64, 50);
    for (Mode mode : Mode.values()) {
      // Below and above the variance of x: a floor of ε bites in the second.
      for (double epsilon : new double[] {0.25, 16}) {
        LayerInput in = steps.step(layer, mode, shape, 0.5).withClip(clip).withEpsilon(epsilon);
        first(definition, in);
        if (convention.fold() == Convention.Fold.NONE || mode == Mode.INFERENCE) {
          second(definition, in);
        } else {
          assertFalse(truth(definition, in).values().containsKey(Quantity.GRAD_X));
        }
      }
    }
  }

  private static ChannelOutput<BigDecimal> truth(Definition definition, LayerInput in) {
    return definition.evaluate(DECIMALS, ChannelInput.of(DECIMALS, in, 0));
  }

  /** y, weighted by dy, differentiated by x, γ and β. */
  private static void first(Definition definition, LayerInput in) {
    List<BigDecimal> expected = new ArrayList<>();
    ChannelOutput<BigDecimal> truth = truth(definition, in);
    expected.addAll(truth.values().get(Quantity.DX));
    expected.addAll(truth.values().get(Quantity.DGAMMA));
    expected.addAll(truth.values().get(Quantity.DBETA));
    compare(definition, in, List.of(Quantity.Y), in.dy(), expected);
  }

  /** dx, dγ and dβ, weighted by the upstream gradients, differentiated by x, γ, β and dy. */
  private static void second(Definition definition, LayerInput in) {
    List<BigDecimal> expected = new ArrayList<>();
    ChannelOutput<BigDecimal> truth = truth(definition, in);
    expected.addAll(truth.values().get(Quantity.GRAD_X));
    expected.addAll(truth.values().get(Quantity.GRAD_GAMMA));
    expected.addAll(Collections.nCopies(in.shape().channels(), BigDecimal.ZERO));
    expected.addAll(truth.values().get(Quantity.GRAD_DY));
    SecondOrder second = in.second().orElseThrow();
    double[] upstream =
        Stream.of(second.ddx(), second.ddgamma(), second.ddbeta())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    compare(
        definition, in, List.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA), upstream, expected);
  }

  private static void compare(
      Definition definition,
      LayerInput in,
      List<Quantity> outputs,
      double[] upstream,
      List<BigDecimal> expected) {
    double[] allowed = allowed(definition, in, outputs, upstream);
    double[] taped = taped(definition, in, outputs, upstream);
    double[] forward = forward(definition, in, outputs, upstream);
    for (int i = 0; i < expected.size(); i++) {
      within("tape", i, taped[i], expected.get(i), allowed[i]);
      within("forward mode", i, forward[i], expected.get(i), allowed[i]);
    }
  }

  private static void within(
      String what, int input, double observed, BigDecimal truth, double allowed) {
    double error = new BigDecimal(observed).subtract(truth).abs().doubleValue();
    assertTrue(
        error <= allowed,
        () ->
            "%s by input %d: %s, expected %s, off by %s, allowed %s"
                .formatted(what, input, observed, truth.doubleValue(), error, allowed));
  }

  /** At each operation of a path: its value, its partial derivative, a product, and the sum. */
  private static double[] allowed(
      Definition definition, LayerInput in, List<Quantity> outputs, double[] upstream) {
    PathArithmetic a = new PathArithmetic(Inputs.count(in));
    Inputs<Path> inputs = Inputs.of(a, in, a::variable);
    List<Path> results = results(a, definition, inputs, outputs);
    double[] magnitude = new double[Inputs.count(in)];
    int depth = 0;
    for (int i = 0; i < results.size(); i++) {
      depth = Math.max(depth, results.get(i).depth());
      for (int j = 0; j < magnitude.length; j++) {
        magnitude[j] += Math.abs(upstream[i]) * results.get(i).slopes()[j];
      }
    }
    // No result is used more than twice by each value of the block, and four times beside.
    double roundings = (3 + 2.0 * in.shape().size() + 4) * depth + results.size();
    double gamma = roundings * U / (1 - roundings * U);
    return Arrays.stream(magnitude).map(s -> gamma * s).toArray();
  }

  private static double[] taped(
      Definition definition, LayerInput in, List<Quantity> outputs, double[] upstream) {
    Tape tape = new Tape();
    Inputs<Tape.Var> inputs = Inputs.of(tape, in, (i, value) -> tape.variable(value));
    tape.sweep(results(tape, definition, inputs, outputs), upstream);
    return tape.gradient(inputs.inputs());
  }

  private static double[] forward(
      Definition definition, LayerInput in, List<Quantity> outputs, double[] upstream) {
    DerivativeArithmetic a = new DerivativeArithmetic(Inputs.count(in));
    Inputs<DerivativeStructure> inputs = Inputs.of(a, in, a::variable);
    List<DerivativeStructure> results = results(a, definition, inputs, outputs);
    double[] gradient = new double[Inputs.count(in)];
    for (int i = 0; i < results.size(); i++) {
      double[] derivatives = results.get(i).getAllDerivatives();
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += upstream[i] * derivatives[j + 1];
      }
    }
    return gradient;
  }

  private static <T> List<T> results(
      Arithmetic<T> a, Definition definition, Inputs<T> inputs, List<Quantity> outputs) {
    ChannelOutput<T> out = definition.evaluate(a, inputs.channel());
    return outputs.stream().flatMap(quantity -> out.values().get(quantity).stream()).toList();
  }
}
