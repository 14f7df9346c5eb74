package org.normaudit.verification.core.bound;

/**
 * An exact number, and how far an honest computed one may lie from it: {@code base + γ(roundings +
 * additions)·size + η·lost}.
 *
 * <p>{@code base} is the error of what the number is made from. {@code size} is at least the sum of
 * the magnitudes of its terms; they may be added in any order, before or after a product with a
 * common factor. Each term went through at most {@code additions} and {@code roundings} of
 * products.
 *
 * <p>Where an x − μ on the way may have been multiplied out, the terms are those of {@code
 * expanded}, and went through a {@code chain} of operations: {@code γ(chain)·expanded} is added.
 *
 * @param value exact but for a few roundings of binary64
 * @param base absolute
 * @param size at least |value| + base
 * @param expanded the same where a difference x − μ may have been multiplied out
 * @param lost how many η an underflow on the way may cost, times what multiplies them
 * @param reach at least the magnitude of every product and sum on the way, in any grouping
 * @param roundings of each term by products and quotients; one of these may count for more than one
 * @param additions of each term to others
 * @param chain of operations since the terms of {@code expanded} were made
 * @param divisors at least the product of some or all of the divisors on the way
 * @param inverses the same of their reciprocals
 * @param least the number is not computed as less; −∞ where that is not known
 */
record Uncertain(
    double value,
    double base,
    double size,
    double expanded,
    double lost,
    double reach,
    double roundings,
    double additions,
    double chain,
    double divisors,
    double inverses,
    double least) {

  /** A number that every computation starts from. */
  static Uncertain exact(double value) {
    return off(value, 0);
  }

  /** A number that was computed in a way that is not looked into, and is off by so much. */
  static Uncertain off(double value, double error) {
    double size = Math.abs(value) + error;
    return new Uncertain(
        value, error, size, size, 0, Math.max(1, size), 0, 0, 0, 1, 1, value - error);
  }

  /** Whether nothing was rounded since the number was given or closed. */
  boolean isFresh() {
    return roundings + additions == 0;
  }

  /** The same number, off by anything. */
  Uncertain unknown() {
    return new Uncertain(
        value,
        Double.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        lost,
        reach,
        roundings,
        additions,
        chain,
        divisors,
        inverses,
        Double.NEGATIVE_INFINITY);
  }

  /** The same number, which is computed as {@code least} or more. */
  Uncertain atLeast(double smallest) {
    return new Uncertain(
        value, base, size, expanded, lost, reach, roundings, additions, chain, divisors, inverses,
        smallest);
  }
}
