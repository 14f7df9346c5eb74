package org.normaudit.reference.definition;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.normaudit.autodiff.Arithmetic;

/** Forward-mode differentiation by Commons Math: it shares no code with the tape. */
record ForwardMode(int inputs) implements Arithmetic<DerivativeStructure> {

  DerivativeStructure variable(int index, double value) {
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
}
