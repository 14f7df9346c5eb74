package org.normaudit.autodiff;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * Forward-mode differentiation by Commons Math: a second opinion that shares no code with the tape.
 *
 * @param inputs the number of variables that derivatives are taken by
 */
public record DerivativeArithmetic(int inputs) implements Arithmetic<DerivativeStructure> {

  /** The variable of that index, from 0, at {@code value}. */
  public DerivativeStructure variable(int index, double value) {
    return new DerivativeStructure(inputs, 1, index, value);
  }

  @Override
  public DerivativeStructure constant(double value) {
    return new DerivativeStructure(inputs, 1, value);
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

  /** Σ upstream_i · ∂output_i/∂input_j for one j. */
  static double gradient(DerivativeStructure[] outputs, double[] upstream, int j) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += upstream[i] * outputs[i].getAllDerivatives()[j + 1];
    }
    return sum;
  }
}
