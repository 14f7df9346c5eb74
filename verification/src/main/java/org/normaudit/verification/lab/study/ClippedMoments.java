package org.normaudit.verification.lab.study;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;
import org.normaudit.reference.Clip;

/**
 * What clipping takes from r* = σ_B and d* = μ_B of m standard normal values, ε = 0, where the
 * running statistics are those of the population: m·σ_B² is χ² with m − 1 degrees of freedom and
 * √m·μ_B is standard normal, so E[(r−r*)²] and E[(d−d*)²] are incomplete gamma and error functions.
 */
final class ClippedMoments {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private ClippedMoments() {}

  /** E[(r − r*)² + (d − d*)²]. */
  static double gap(int m, Clip clip) {
    double high = clip.rMax();
    double low = 1 / high;
    double above =
        upper(m, 2, high) - 2 * high * upper(m, 1, high) + high * high * upper(m, 0, high);
    double below = lower(m, 2, low) - 2 * low * lower(m, 1, low) + low * low * lower(m, 0, low);
    double s = 1 / Math.sqrt(m);
    double z = clip.dMax() / s;
    double beyond =
        2 * s * s * ((1 + z * z) * NORMAL.cumulativeProbability(-z) - z * NORMAL.density(z));
    return above + below + beyond;
  }

  /** E[σ_B^k; σ_B &gt; c]. */
  private static double upper(int m, int k, double c) {
    return moment(m, k) * Gamma.regularizedGammaQ((m - 1 + k) / 2.0, m * c * c / 2);
  }

  /** E[σ_B^k; σ_B &lt; c]. */
  private static double lower(int m, int k, double c) {
    return moment(m, k) * Gamma.regularizedGammaP((m - 1 + k) / 2.0, m * c * c / 2);
  }

  /** E[σ_B^k]. */
  private static double moment(int m, int k) {
    return Math.pow(2.0 / m, k / 2.0)
        * Math.exp(Gamma.logGamma((m - 1 + k) / 2.0) - Gamma.logGamma((m - 1) / 2.0));
  }
}
