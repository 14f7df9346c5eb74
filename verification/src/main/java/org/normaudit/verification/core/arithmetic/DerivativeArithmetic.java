package org.normaudit.verification.core.arithmetic;

import java.util.Locale;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.autodiff.Arithmetic;

/**
 * Forward-mode differentiation by Commons Math: a number carries its partial derivatives up to some
 * order with respect to some variables. It shares no code with the tape, and so is a second opinion
 * on every gradient.
 *
 * <p>Values are binary64 numbers with a relative error of at most u = 2⁻⁵³ an operation, but 2u +
 * u² for quotients, which are products with a rounded reciprocal. Derivatives follow IEEE 754
 * through the rules of calculus: that of √ at 0 is infinite or NaN. clamp goes by the value and has
 * the derivative of what it returns; at a threshold that is the number's own.
 */
public final class DerivativeArithmetic implements Arithmetic<DerivativeStructure> {
  private final int variables;
  private final int order;

  /**
   * Derivatives up to {@code order} with respect to {@code variables} variables.
   *
   * @throws IllegalArgumentException for fewer than 1 variable or an order below 0
   */
  public DerivativeArithmetic(int variables, int order) {
    if (variables < 1 || order < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "derivatives need at least 1 variable and an order of at least 0: %d variables, order %d",
              variables,
              order));
    }
    this.variables = variables;
    this.order = order;
  }

  /**
   * The variable of that index, from 0, at {@code value}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DerivativeStructure variable(int index, double value) {
    if (index < 0 || index >= variables) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "variable index must lie in [0, %d): %d", variables, index));
    }
    return new DerivativeStructure(variables, order, index, value);
  }

  @Override
  public DerivativeStructure constant(double value) {
    return new DerivativeStructure(variables, order, value);
  }

  @Override
  public DerivativeStructure add(DerivativeStructure a, DerivativeStructure b) {
    return a.add(b);
  }

  @Override
  public DerivativeStructure subtract(DerivativeStructure a, DerivativeStructure b) {
    return a.subtract(b);
  }

  @Override
  public DerivativeStructure multiply(DerivativeStructure a, DerivativeStructure b) {
    return a.multiply(b);
  }

  @Override
  public DerivativeStructure divide(DerivativeStructure a, DerivativeStructure b) {
    return a.divide(b);
  }

  @Override
  public DerivativeStructure negate(DerivativeStructure a) {
    return a.negate();
  }

  @Override
  public DerivativeStructure sqrt(DerivativeStructure a) {
    return a.sqrt();
  }

  @Override
  public DerivativeStructure clamp(
      DerivativeStructure a, DerivativeStructure low, DerivativeStructure high) {
    if (!(low.getValue() <= high.getValue())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "clamp needs low <= high, neither of them NaN: low = %s, high = %s",
              low.getValue(),
              high.getValue()));
    }
    if (a.getValue() < low.getValue()) {
      return low;
    }
    return a.getValue() > high.getValue() ? high : a;
  }

  @Override
  public DerivativeStructure stopGradient(DerivativeStructure a) {
    return constant(a.getValue());
  }

  @Override
  public double value(DerivativeStructure a) {
    return a.getValue();
  }
}
