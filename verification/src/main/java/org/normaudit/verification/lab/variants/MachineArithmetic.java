package org.normaudit.verification.lab.variants;

import org.normaudit.autodiff.Arithmetic;

/** The arithmetic of a {@link Machine}, one operation at a time. */
record MachineArithmetic(Machine machine) implements Arithmetic<Double> {

  @Override
  public Double constant(double value) {
    return machine.round(value);
  }

  @Override
  public Double add(Double a, Double b) {
    return machine.add(a, b);
  }

  @Override
  public Double subtract(Double a, Double b) {
    return machine.subtract(a, b);
  }

  @Override
  public Double multiply(Double a, Double b) {
    return machine.multiply(a, b);
  }

  @Override
  public Double divide(Double a, Double b) {
    return machine.divide(a, b);
  }

  @Override
  public Double negate(Double a) {
    return -a;
  }

  @Override
  public Double sqrt(Double a) {
    return machine.sqrt(a);
  }

  /** NaN stays NaN. */
  @Override
  public Double clamp(Double a, Double low, Double high) {
    return Math.min(Math.max(a, low), high);
  }

  @Override
  public Double stopGradient(Double a) {
    return a;
  }

  @Override
  public double value(Double a) {
    return a;
  }
}
