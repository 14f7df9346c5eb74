package org.normaudit.verification.core.arithmetic;

import java.util.SplittableRandom;
import org.normaudit.reference.Dtype;

/**
 * How the exact result of an operation becomes a number of some format.
 *
 * <p>The exact result comes as z + e: z is the binary64 number nearest to it, and e what z misses
 * it by, rounded to binary64 but never to 0. Where z is infinite, a nonzero e says that the exact
 * result is finite, and 0 that it is not.
 */
public interface Rounding {

  /** The format of the results. */
  Dtype dtype();

  /**
   * Either neighbour of z + e in the format; z + e itself where the format holds it; NaN for NaN.
   */
  double round(double nearest, double error);

  /**
   * To nearest, ties to even.
   *
   * <p>z itself is rounded once more, and that is innocuous: 53 ≥ 2p + 2 for every format of p ≤ 24
   * bits, so the result of +, −, ×, ÷ and √ is the correctly rounded one (S. A. Figueroa, "When is
   * double rounding innocuous?", ACM SIGNUM Newsletter 30(3), 1995, doi:10.1145/221332.221334).
   * Below the normal numbers it holds as well: sums and products of such numbers are exact in
   * binary64, and a quotient that is no tie is further than 2^−(2p+1) of itself from any.
   */
  static Rounding nearest(Dtype dtype) {
    return new Rounding() {
      @Override
      public Dtype dtype() {
        return dtype;
      }

      @Override
      public double round(double nearest, double error) {
        return dtype.round(nearest);
      }
    };
  }

  /** Toward positive infinity: the smallest number of the format that is not below z + e. */
  static Rounding up(Dtype dtype) {
    return new Bracket(dtype, (low, high, fraction) -> high);
  }

  /** Toward negative infinity: the largest number of the format that is not above z + e. */
  static Rounding down(Dtype dtype) {
    return new Bracket(dtype, (low, high, fraction) -> low);
  }

  /** Toward zero. */
  static Rounding towardZero(Dtype dtype) {
    return new Bracket(dtype, (low, high, fraction) -> low < 0 ? high : low);
  }

  /**
   * Stochastic rounding: up with a probability equal to the distance from the lower neighbour in
   * units of the neighbours' distance, else down, so that the expected result is the exact one (M.
   * P. Connolly, N. J. Higham, T. Mary, "Stochastic rounding and its probabilistic backward error
   * analysis", SIAM J. Sci. Comput. 43, 2021, doi:10.1137/20M1334796). The same seed makes the same
   * choices. One instance is for one thread.
   */
  static Rounding stochastic(Dtype dtype, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Bracket(dtype, (low, high, fraction) -> random.nextDouble() < fraction ? high : low);
  }
}
