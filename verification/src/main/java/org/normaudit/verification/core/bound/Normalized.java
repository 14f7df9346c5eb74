package org.normaudit.verification.core.bound;

/**
 * x̂ = (x − μ)/σ of one channel and how far each computed value may lie from it.
 *
 * @param centered x − μ
 * @param deltaCentered on the computed x − μ̂ before rounding: Δμ
 * @param xhat x̂
 * @param delta Δx̂
 * @param divisor σ and its error
 */
record Normalized(
    double[] centered, double deltaCentered, double[] xhat, double[] delta, SpreadBound divisor) {

  /** With the statistics of the batch. */
  static Normalized batch(
      Rounding r, double[] x, Moments data, double deltaMean, SpreadBound sigma) {
    double[] centered = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      centered[k] = data.centered(x[k]);
    }
    return of(r, centered, deltaMean, sigma);
  }

  /** With a given mean, which is exact. */
  static Normalized fixed(Rounding r, double[] x, double mean, SpreadBound sigma) {
    double[] centered = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      centered[k] = x[k] - mean;
    }
    return of(r, centered, 0, sigma);
  }

  // One subtraction, then a division by σ̂ or a product with 1/σ̂, whichever errs more:
  // (1+u)(1+inverse)(1+max(u, division)) − 1 on a deviation that is itself off by Δμ.
  private static Normalized of(Rounding r, double[] centered, double deltaMean, SpreadBound sigma) {
    double factor = Rounding.compound(r.u(), sigma.inverse(), r.last());
    double divisor = sigma.sigma();
    double underflow = r.eta() * (1 + 3 * (1 + sigma.inverse()) / divisor);
    double[] xhat = new double[centered.length];
    double[] delta = new double[centered.length];
    for (int k = 0; k < centered.length; k++) {
      double size = Math.abs(centered[k]);
      xhat[k] = centered[k] / divisor;
      delta[k] = (deltaMean + (size + deltaMean) * factor) / divisor + underflow;
    }
    return new Normalized(centered, deltaMean, xhat, delta, sigma);
  }
}
