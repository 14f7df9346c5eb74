package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.autodiff.DerivativeArithmetic;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.layer.PathArithmetic.Path;

/**
 * The analytic gradients of a block, in decimals, against what two kinds of automatic
 * differentiation make of the forward pass; and the double backward against what they make of the
 * analytic gradients.
 *
 * @param step with the upstream gradients of a double backward where {@link #second} is asked for
 * @param convention the step is not read by it
 * @param b which block
 */
record GradientCheck(Step step, Convention convention, int b) {
  private static final double U = Dtype.FLOAT64.unitRoundoff();
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();

  /** The results of the block in decimals. */
  Map<Role, List<BigDecimal>> truth() {
    return BlockStep.of(new Algebra<>(DECIMALS), step, b).evaluate(convention).results();
  }

  /** The outputs, weighted by their upstream gradients, differentiated by inputs and parameters. */
  void first() {
    Map<Role, List<BigDecimal>> truth = truth();
    List<BigDecimal> expected = new ArrayList<>();
    List<Role> outputs = step.layer().roles(Role.Kind.OUTPUT);
    step.layer()
        .roles(Role.Kind.INPUT, Role.Kind.PARAMETER)
        .forEach(role -> expected.addAll(truth.get(role.gradient())));
    compare(outputs, given(outputs.stream().map(Role::gradient).toList()), expected);
  }

  /**
   * The gradients, weighted by theirs, differentiated by inputs, parameters and upstream gradients.
   * They do not depend on a role that the double backward leaves out.
   */
  void second() {
    Map<Role, List<BigDecimal>> truth = truth();
    List<BigDecimal> expected = new ArrayList<>();
    for (Role role : Inputs.roles(step.layer())) {
      expected.addAll(
          step.layer().secondOrder().contains(role)
              ? truth.get(role.second())
              : Collections.nCopies(region().indices(role).length, BigDecimal.ZERO));
    }
    assertEquals(Inputs.count(step, b), expected.size());
    List<Role> gradients =
        step.layer().roles(Role.Kind.INPUT, Role.Kind.PARAMETER).stream()
            .map(Role::gradient)
            .toList();
    compare(gradients, given(gradients.stream().map(Role::upstream).toList()), expected);
  }

  private Region region() {
    return Region.of(step.statistics(), b);
  }

  private double[] given(List<Role> roles) {
    return roles.stream()
        .flatMapToDouble(role -> Arrays.stream(region().gather(role, step.get(role))))
        .toArray();
  }

  private void compare(List<Role> outputs, double[] upstream, List<BigDecimal> expected) {
    double[] allowed = allowed(outputs, upstream);
    double[] taped = taped(outputs, upstream);
    double[] forward = forward(outputs, upstream);
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
  private double[] allowed(List<Role> outputs, double[] upstream) {
    PathArithmetic a = new PathArithmetic(Inputs.count(step, b));
    List<Path> results = results(Inputs.of(a, step, b, a::variable), outputs);
    double[] magnitude = new double[Inputs.count(step, b)];
    int depth = 0;
    for (int i = 0; i < results.size(); i++) {
      depth = Math.max(depth, results.get(i).depth());
      for (int j = 0; j < magnitude.length; j++) {
        magnitude[j] += Math.abs(upstream[i]) * results.get(i).slopes()[j];
      }
    }
    // No result is used more than twice by each value of the block, and four times beside.
    double roundings = (3 + 2.0 * region().elements().length + 4) * depth + results.size();
    double gamma = roundings * U / (1 - roundings * U);
    return Arrays.stream(magnitude).map(s -> gamma * s).toArray();
  }

  private double[] taped(List<Role> outputs, double[] upstream) {
    Tape tape = new Tape();
    Inputs<Tape.Var> inputs = Inputs.of(tape, step, b, (i, value) -> tape.variable(value));
    tape.sweep(results(inputs, outputs), upstream);
    return tape.gradient(inputs.inputs());
  }

  private double[] forward(List<Role> outputs, double[] upstream) {
    DerivativeArithmetic a = new DerivativeArithmetic(Inputs.count(step, b));
    List<DerivativeStructure> results = results(Inputs.of(a, step, b, a::variable), outputs);
    double[] gradient = new double[Inputs.count(step, b)];
    for (int i = 0; i < results.size(); i++) {
      double[] derivatives = results.get(i).getAllDerivatives();
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += upstream[i] * derivatives[j + 1];
      }
    }
    return gradient;
  }

  private <T> List<T> results(Inputs<T> inputs, List<Role> outputs) {
    Map<Role, List<T>> results = inputs.block().evaluate(convention).results();
    return outputs.stream().flatMap(role -> results.get(role).stream()).toList();
  }
}
