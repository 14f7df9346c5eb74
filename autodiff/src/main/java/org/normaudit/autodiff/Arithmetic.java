package org.normaudit.autodiff;

/**
 * The operations that a normalization layer is written with, over numbers of any kind.
 *
 * <p>A definition that is written once against this interface can be evaluated in binary64, on a
 * reverse-mode {@link Tape}, in a low-precision format that rounds after every operation, or in
 * exact arithmetic: the text of the formula stays the same.
 *
 * <p>Every implementation says how it rounds. None of them throws on NaN or infinite operands where
 * IEEE 754 gives a result, unless its number type cannot hold such a value; then it throws {@link
 * ArithmeticException}.
 *
 * @param <T> the numbers, immutable
 */
public interface Arithmetic<T> {

  /** The number nearest to {@code value}; {@code value} itself wherever {@code T} can hold it. */
  T constant(double value);

  /** {@code a + b}. */
  T add(T a, T b);

  /** {@code a − b}. */
  T subtract(T a, T b);

  /** {@code a · b}. */
  T multiply(T a, T b);

  /** {@code a / b}. */
  T divide(T a, T b);

  /** {@code −a}. */
  T negate(T a);

  /** The non-negative square root; NaN, or an {@link ArithmeticException}, for negative input. */
  T sqrt(T a);

  /**
   * {@code a} where {@code low ≤ a ≤ high}, else the bound that it passes; NaN stays NaN.
   *
   * @throws IllegalArgumentException if {@code low > high}, or if a bound is NaN
   */
  T clamp(T a, T low, T high);

  /** {@code a} itself, seen as a constant by any differentiation that {@code T} carries. */
  T stopGradient(T a);

  /** The binary64 number nearest to {@code a}. */
  double value(T a);
}
