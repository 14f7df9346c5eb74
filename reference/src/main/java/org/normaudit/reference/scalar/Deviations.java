package org.normaudit.reference.scalar;

import org.normaudit.reference.Shape;

/**
 * The mean of each channel, the deviations x̃ = x − μ from it, and the sums of their squares.
 *
 * <p>Algorithm: two passes, corrected. The mean of x is rounded to h; the mean of x − h, which
 * rounding left out, corrects it to h + l; h + l is split into {@code mean}, the binary64 number
 * nearest to it, and a remainder; the deviations are taken from both. Chan, Golub and LeVeque
 * correct the sum of squares instead (Am. Stat. 37 (1983), 242–247, equation 1.7); corrected
 * deviations serve every result that is made of them. All sums are {@linkplain ChannelSums
 * compensated}.
 *
 * <p>Error, to first order in u = 2⁻⁵³ and for mu ≪ 1: μ to u|μ| + u·ū|x̃|; x̃ to 2u|x̃| + u·ū|x̃|;
 * Σx̃² to 6uΣx̃², in which the shift of all x̃ counts squared; for any condition number κ = √(1 +
 * μ²/V) ≪ 1/u. Sums of x and of the squares must not overflow.
 *
 * @param mean μ, one a channel
 * @param rest what is left of the mean that the deviations were taken from beyond {@code mean}
 * @param centered x̃, as long as x
 * @param squares Σ x̃², one a channel
 */
record Deviations(double[] mean, double[] rest, double[] centered, double[] squares) {

  /** The batch x; not modified. */
  static Deviations of(Shape shape, double[] x) {
    int channels = shape.channels();
    double[] rough = Channelwise.means(shape, ChannelSums.of(shape, x));
    double[] rest = Channelwise.means(shape, ChannelSums.ofDeviations(shape, x, rough));
    double[] mean = new double[channels];
    for (int c = 0; c < channels; c++) {
      if (Double.isFinite(rough[c])) {
        mean[c] = rough[c] + rest[c];
        // What rounding that sum left out: exact, as the correction is the smaller of the two.
        rest[c] = rough[c] - mean[c] + rest[c];
      } else {
        mean[c] = rough[c];
      }
    }
    double[] centered = new double[x.length];
    int k = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int c = 0; c < channels; c++) {
        for (int end = k + shape.inner(); k < end; k++) {
          centered[k] = x[k] - mean[c] - rest[c];
        }
      }
    }
    return new Deviations(mean, rest, centered, ChannelSums.ofProducts(shape, centered, centered));
  }
}
