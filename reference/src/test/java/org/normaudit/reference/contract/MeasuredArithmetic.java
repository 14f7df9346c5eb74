package org.normaudit.reference.contract;

import org.normaudit.autodiff.Arithmetic;

/**
 * {@link Measured} numbers as an arithmetic: a definition evaluated in it bounds its own error,
 * operation by operation.
 */
record MeasuredArithmetic(Precision precision) implements Arithmetic<Measured> {

  @Override
  public Measured constant(double value) {
    return Measured.exact(value, precision);
  }

  @Override
  public Measured add(Measured a, Measured b) {
    return a.plus(b);
  }

  @Override
  public Measured subtract(Measured a, Measured b) {
    return a.minus(b);
  }

  @Override
  public Measured multiply(Measured a, Measured b) {
    return a.times(b);
  }

  @Override
  public Measured divide(Measured a, Measured b) {
    return a.over(b);
  }

  @Override
  public Measured negate(Measured a) {
    return a.with(-a.value(), a.error());
  }

  @Override
  public Measured sqrt(Measured a) {
    double root = Math.sqrt(a.value());
    double inherited = a.error() / (2 * root);
    return a.with(root, inherited + precision.root() * precision.u() * root);
  }

  @Override
  public Measured clamp(Measured a, Measured low, Measured high) {
    throw new UnsupportedOperationException("these layers clip nothing");
  }

  @Override
  public Measured stopGradient(Measured a) {
    return a;
  }

  @Override
  public double value(Measured a) {
    return a.value();
  }
}
