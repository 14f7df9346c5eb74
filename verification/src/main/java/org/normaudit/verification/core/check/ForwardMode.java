package org.normaudit.verification.core.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Region;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.arithmetic.DerivativeArithmetic;

/**
 * Gradients by forward-mode differentiation in Commons Math, which shares no code with the tape:
 * one derivative for each variable, carried through every operation.
 */
final class ForwardMode implements BlockGradient {
  /** The longest block for the gradients of the outputs. */
  static final int LONGEST = 24;

  /** The longest block for the double backward, which has about twice as many variables. */
  static final int LONGEST_SECOND_ORDER = 16;

  private final boolean second;

  private ForwardMode(boolean second) {
    this.second = second;
  }

  /** The gradients by inputs and parameters, a third time, from the forward definition. */
  static ForwardMode first() {
    return new ForwardMode(false);
  }

  /** The double backward a third time: the analytic gradient differentiated. */
  static ForwardMode second() {
    return new ForwardMode(true);
  }

  @Override
  public Map<Role, double[]> ofBlock(Convention convention, Step in, int b) {
    List<Role> by =
        second ? in.layer().secondOrder() : in.layer().roles(Role.Kind.INPUT, Role.Kind.PARAMETER);
    Region region = Region.of(in.statistics(), b);
    int count = by.stream().mapToInt(role -> region.indices(role).length).sum();
    DerivativeArithmetic a = new DerivativeArithmetic(count, 1);
    BlockStep<DerivativeStructure> constants =
        BlockStep.of(new Algebra<>(a), in, region).withoutSecond();
    Map<Role, List<DerivativeStructure>> variables = new HashMap<>();
    int from = 0;
    for (Role role : by) {
      List<DerivativeStructure> own = variables(a, from, constants.get(role));
      variables.put(role, own);
      from += own.size();
    }
    BlockStep<DerivativeStructure> block = constants.with(variables).evaluate(convention);
    return parts(
        gradient(second ? WeightedSum.ofGradients(block) : WeightedSum.ofOutputs(block), count),
        by,
        region,
        second ? Role::second : Role::gradient);
  }

  private static Map<Role, double[]> parts(
      double[] gradient, List<Role> by, Region region, Function<Role, Role> name) {
    Map<Role, double[]> parts = new HashMap<>();
    int from = 0;
    for (Role role : by) {
      double[] own = new double[region.indices(role).length];
      System.arraycopy(gradient, from, own, 0, own.length);
      parts.put(name.apply(role), own);
      from += own.length;
    }
    return parts;
  }

  private static List<DerivativeStructure> variables(
      DerivativeArithmetic a, int from, List<DerivativeStructure> constants) {
    List<DerivativeStructure> variables = new ArrayList<>();
    for (int k = 0; k < constants.size(); k++) {
      variables.add(a.variable(from + k, constants.get(k).getValue()));
    }
    return variables;
  }

  // Σ weight·∂term/∂v for each variable v.
  private static double[] gradient(WeightedSum<DerivativeStructure> sum, int variables) {
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
