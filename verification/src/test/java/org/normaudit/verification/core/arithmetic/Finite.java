package org.normaudit.verification.core.arithmetic;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Finite numbers for the properties of the arithmetics. */
final class Finite {
  private Finite() {}

  /** Signed numbers with random significands of 53 bits and exponents in a range; sometimes 0. */
  static Arbitrary<Double> doubles(int minExponent, int maxExponent) {
    Arbitrary<Double> nonzero =
        Combinators.combine(
                Arbitraries.longs().between(1L << 52, (1L << 53) - 1),
                Arbitraries.integers().between(minExponent, maxExponent),
                Arbitraries.of(-1, 1))
            .as(
                (significand, exponent, sign) ->
                    sign * Math.scalb((double) significand, exponent - 52));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(15, nonzero), net.jqwik.api.Tuple.of(1, Arbitraries.just(0.0)));
  }
}
