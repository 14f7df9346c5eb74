package org.normaudit.verification.core.bound;

/**
 * An exact number and how far a computed one may lie from it. Operations pass the errors of their
 * operands on and add their own rounding: running error analysis, for formulas of so many terms
 * that a derivation by hand would hide more than it shows. It does not see errors cancel.
 *
 * <p>J. H. Wilkinson, "Error analysis revisited", IMA Bulletin 22 (1986); N. J. Higham, "Accuracy
 * and Stability of Numerical Algorithms", 2nd ed., SIAM, 2002, section 3.3.
 *
 * @param value exact, as binary64 holds it
 * @param error absolute
 */
record Approximate(double value, double error) {

  static Approximate exact(double value) {
    return new Approximate(value, 0);
  }

  static Approximate[] exact(double[] values) {
    Approximate[] all = new Approximate[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = exact(values[k]);
    }
    return all;
  }

  /** A number that is off by a share of itself. */
  static Approximate relative(double value, double error) {
    return new Approximate(value, value == 0 ? 0 : Math.abs(value) * error);
  }

  Approximate negated() {
    return new Approximate(-value, error);
  }

  /** The same number, off by so much more. */
  Approximate widened(double more) {
    return new Approximate(value, error + more);
  }

  /** Operations in the arithmetic of a {@link Rounding}. */
  static final class Operations {
    private final Rounding r;
    private final int depth;
    private final int roundings;
    // η of each rounding.
    private final double lost;

    /**
     * @param depth of a sum of all values of the channel
     * @param roundings how many an operation may cost: 1 for the formula as it is written, 2 where
     *     its factors may be grouped otherwise
     */
    Operations(Rounding r, int depth, int roundings) {
      this.r = r;
      this.depth = depth;
      this.roundings = roundings;
      this.lost = roundings * r.eta();
    }

    private Approximate rounded(double value, double propagated, double relative) {
      double error = propagated + relative * (Math.abs(value) + propagated) + lost;
      return new Approximate(value, error);
    }

    private double u() {
      return roundings * r.u();
    }

    Approximate add(Approximate a, Approximate b) {
      return rounded(a.value + b.value, a.error + b.error, u());
    }

    Approximate subtract(Approximate a, Approximate b) {
      return add(a, b.negated());
    }

    Approximate multiply(Approximate a, Approximate b) {
      double propagated =
          Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error;
      return rounded(a.value * b.value, propagated, u());
    }

    Approximate multiply(Approximate a, Approximate b, Approximate c) {
      return multiply(multiply(a, b), c);
    }

    Approximate divide(Approximate a, Approximate b) {
      double smallest = Math.abs(b.value) - b.error;
      double quotient = a.value / b.value;
      double propagated =
          smallest > 0
              ? (a.error + Math.abs(quotient) * b.error) / smallest
              : Double.POSITIVE_INFINITY;
      return rounded(quotient, propagated, roundings * r.last());
    }

    /** √a for a that is not negative; the computed one is not either. */
    Approximate sqrt(Approximate a) {
      double root = Math.sqrt(a.value);
      double low = Math.sqrt(Math.max(0, a.value - a.error));
      double below = a.value == 0 ? 0 : Math.min(a.error, a.value) / (root + low);
      double above = a.error == 0 ? 0 : a.error / (Math.sqrt(a.value + a.error) + root);
      return rounded(root, Math.max(below, above), roundings * r.root());
    }

    /** Σ v in any order: γ(depth)·Σ|v| beside the errors of the terms. */
    Approximate sum(Approximate[] v) {
      double sum = 0;
      double size = 0;
      double error = 0;
      for (Approximate e : v) {
        sum += e.value;
        size += Math.abs(e.value) + e.error;
        error += e.error;
      }
      return new Approximate(sum, error + r.gamma(depth) * size);
    }

    /** ū(v) = Σ v / m; 1/m may be rounded before it is multiplied with. */
    Approximate mean(Approximate[] v) {
      Approximate sum = sum(v);
      return rounded(sum.value / v.length, sum.error / v.length, 2 * r.last());
    }

    /** v·w, each with each. */
    Approximate[] products(Approximate[] v, Approximate[] w) {
      Approximate[] all = new Approximate[v.length];
      for (int k = 0; k < all.length; k++) {
        all[k] = multiply(v[k], w[k]);
      }
      return all;
    }

    /** v − ū(v). */
    Approximate[] centered(Approximate[] v) {
      Approximate mean = mean(v);
      Approximate[] all = new Approximate[v.length];
      for (int k = 0; k < all.length; k++) {
        all[k] = subtract(v[k], mean);
      }
      return all;
    }
  }
}
