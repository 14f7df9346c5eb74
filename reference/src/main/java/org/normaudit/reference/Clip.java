package org.normaudit.reference;

/**
 * The bounds that batch renormalization clips its corrections to: r to [rMin, rMax] and d to
 * [−dMax, dMax].
 *
 * @param rMin in [0, 1]; the paper has 1/rMax, and layers of the paper's convention read r_max
 *     alone
 * @param rMax at least 1, may be infinite
 * @param dMax at least 0, may be infinite
 */
public record Clip(double rMin, double rMax, double dMax) {

  /** No correction at all: batch renormalization is then batch normalization. */
  public static final Clip NONE = new Clip(1, 1, 0);

  /** Checks the bounds; NaN fails. */
  public Clip {
    if (!(rMax >= 1)) {
      throw new IllegalArgumentException("r_max must be at least 1: " + rMax);
    }
    if (!(rMin >= 0 && rMin <= 1)) {
      throw new IllegalArgumentException("r_min must lie in [0, 1]: " + rMin);
    }
    if (!(dMax >= 0)) {
      throw new IllegalArgumentException("d_max must be at least 0: " + dMax);
    }
  }

  /** The paper's clipping: r to [1/rMax, rMax]. */
  public static Clip symmetric(double rMax, double dMax) {
    if (!(rMax >= 1)) {
      throw new IllegalArgumentException("r_max must be at least 1: " + rMax);
    }
    return new Clip(1 / rMax, rMax, dMax);
  }

  /** Whether {@code rMin} is what binary64 makes of 1/rMax. */
  public boolean isSymmetric() {
    return rMin == 1 / rMax;
  }
}
