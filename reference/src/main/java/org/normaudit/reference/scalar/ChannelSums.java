package org.normaudit.reference.scalar;

import org.normaudit.reference.Shape;

/**
 * Sums over each channel of a tensor. All of them read memory in order in every layout, and all are
 * compensated: the rounding error of every addition is computed exactly and added at the end.
 *
 * <p>Error of a sum of m terms v: at most u|Σv| + γ²Σ|v| with γ = (m−1)u/(1−(m−1)u), so one
 * rounding of the result as long as the sum does not cancel to less than m²u of its terms. A sum
 * that overflows, or has an infinite or NaN term, is what plain addition gives.
 *
 * <p>T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26
 * (2005), algorithm 4.4 (Sum2) and proposition 4.5. <a
 * href="https://doi.org/10.1137/030601818">doi:10.1137/030601818</a>
 */
final class ChannelSums {
  private final double[] sum;
  private final double[] error;

  private ChannelSums(int channels) {
    sum = new double[channels];
    error = new double[channels];
  }

  /** Σ v. */
  static double[] of(Shape shape, double[] v) {
    return ofDeviations(shape, v, new double[shape.channels()]);
  }

  /**
   * Σ (v − center). Each difference is rounded first, which adds at most uΣ|v − center| to the
   * error.
   *
   * @param center one a channel
   */
  static double[] ofDeviations(Shape shape, double[] v, double[] center) {
    ChannelSums sums = new ChannelSums(shape.channels());
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        double s = sums.sum[c];
        double e = sums.error[c];
        for (int end = k + shape.inner(); k < end; k++) {
          double term = v[k] - center[c];
          double t = s + term;
          // The rounding error of s + term, exact for any two numbers (Knuth's TwoSum).
          double part = t - s;
          e += (s - (t - part)) + (term - part);
          s = t;
        }
        sums.sum[c] = s;
        sums.error[c] = e;
      }
    }
    return sums.total();
  }

  /** Σ v·w. Each product is rounded first, which adds at most uΣ|v·w| to the error. */
  static double[] ofProducts(Shape shape, double[] v, double[] w) {
    ChannelSums sums = new ChannelSums(shape.channels());
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < shape.channels(); c++) {
        double s = sums.sum[c];
        double e = sums.error[c];
        for (int end = k + shape.inner(); k < end; k++) {
          double term = v[k] * w[k];
          double t = s + term;
          double part = t - s;
          e += (s - (t - part)) + (term - part);
          s = t;
        }
        sums.sum[c] = s;
        sums.error[c] = e;
      }
    }
    return sums.total();
  }

  private double[] total() {
    for (int c = 0; c < sum.length; c++) {
      // After an overflow the errors are NaN, though the sum is infinite.
      if (Double.isFinite(sum[c])) {
        sum[c] += error[c];
      }
    }
    return sum;
  }
}
