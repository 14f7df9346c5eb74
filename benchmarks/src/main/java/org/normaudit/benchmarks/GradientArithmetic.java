package org.normaudit.benchmarks;

import java.util.Locale;
import org.hipparchus.analysis.differentiation.Gradient;
import org.normaudit.autodiff.Arithmetic;

/**
 * Forward-mode differentiation by Hipparchus' {@link Gradient}: a number carries its first partial
 * derivatives. Values are binary64 numbers; clamp goes by the value and has the derivative of what
 * it returns.
 *
 * @param variables how many variables there are
 */
record GradientArithmetic(int variables) implements Arithmetic<Gradient> {

  @Override
  public Gradient constant(double value) {
    return Gradient.constant(variables, value);
  }

  @Override
  public Gradient add(Gradient a, Gradient b) {
    return a.add(b);
  }

  @Override
  public Gradient subtract(Gradient a, Gradient b) {
    return a.subtract(b);
  }

  @Override
  public Gradient multiply(Gradient a, Gradient b) {
    return a.multiply(b);
  }

  @Override
  public Gradient divide(Gradient a, Gradient b) {
    return a.divide(b);
  }

  @Override
  public Gradient negate(Gradient a) {
    return a.negate();
  }

  @Override
  public Gradient sqrt(Gradient a) {
    return a.sqrt();
  }

  @Override
  public Gradient clamp(Gradient a, Gradient low, Gradient high) {
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
  public Gradient stopGradient(Gradient a) {
    return constant(a.getValue());
  }

  @Override
  public double value(Gradient a) {
    return a.getValue();
  }
}
