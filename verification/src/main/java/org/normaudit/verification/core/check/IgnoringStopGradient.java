package org.normaudit.verification.core.check;

import org.normaudit.autodiff.Arithmetic;

/** An arithmetic that does not stop gradients: it gives what that mistake gives. */
record IgnoringStopGradient<T>(Arithmetic<T> arithmetic) implements Arithmetic<T> {
  @Override
  public T constant(double value) {
    return arithmetic.constant(value);
  }

  @Override
  public T add(T a, T b) {
    return arithmetic.add(a, b);
  }

  @Override
  public T subtract(T a, T b) {
    return arithmetic.subtract(a, b);
  }

  @Override
  public T multiply(T a, T b) {
    return arithmetic.multiply(a, b);
  }

  @Override
  public T divide(T a, T b) {
    return arithmetic.divide(a, b);
  }

  @Override
  public T negate(T a) {
    return arithmetic.negate(a);
  }

  @Override
  public T sqrt(T a) {
    return arithmetic.sqrt(a);
  }

  @Override
  public T clamp(T a, T low, T high) {
    return arithmetic.clamp(a, low, high);
  }

  @Override
  public T stopGradient(T a) {
    return a;
  }

  @Override
  public double value(T a) {
    return arithmetic.value(a);
  }
}
