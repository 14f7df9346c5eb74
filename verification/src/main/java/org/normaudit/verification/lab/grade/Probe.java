package org.normaudit.verification.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.arithmetic.Sums;

/**
 * Data on which variance algorithms differ: several channels of one kind, with their exact
 * variances.
 *
 * @param kind how they are made
 * @param kappa about; 1 where the kind is not about it
 * @param channels each of the same length
 * @param variances biased, to double-double accuracy
 */
record Probe(Kind kind, double kappa, double[][] channels, DD[] variances) {
  /** Enough for a mean error that is steady to a fraction of a bit. */
  static final int CHANNELS = 9;

  enum Kind {
    /** Normal with mean κ and spread 1. */
    LADDER,
    /** The same, but few values: what grows with their number is small. */
    SHORT,
    /**
     * ±s in turn: the mean is exact, and so are sums of pairs of equal squares, while a running sum
     * of them is rounded at every step.
     */
    EQUAL,
    /** The first value far from all others: no place to shift to. */
    OUTLIER_FIRST
  }

  /** All probes of a format, the ladder first; the same for the same seed. */
  static List<Probe> all(Dtype dtype, long seed) {
    RandomGenerator random =
        new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), number(dtype)});
    List<Probe> all = new ArrayList<>();
    for (double kappa : rungs(dtype)) {
      all.add(of(Kind.LADDER, kappa, dtype, random));
    }
    for (double kappa : rungs(dtype)) {
      // From where one pass has lost every digit, κ²u = 1, algorithms with squares of u show.
      if (kappa * kappa * dtype.unitRoundoff() >= 1) {
        all.add(of(Kind.SHORT, kappa, dtype, random));
      }
    }
    all.add(of(Kind.EQUAL, 1, dtype, random));
    all.add(of(Kind.OUTLIER_FIRST, 1, dtype, random));
    return all;
  }

  // Its place among the formats with a name; 0 upwards, −1 for those without.
  private static int number(Dtype dtype) {
    return List.copyOf(Dtype.all()).indexOf(dtype);
  }

  // Powers of ten, of √10 where there would be fewer than ten of them, up to where the format still
  // holds
  // three bits of spread.
  private static List<Double> rungs(Dtype dtype) {
    double end = 1 / (8 * dtype.unitRoundoff());
    int parts = end >= 1e10 ? 1 : 2;
    List<Double> kappas = new ArrayList<>();
    for (int step = 0; Math.pow(10, (double) step / parts) <= end; step++) {
      kappas.add(
          step % parts == 0
              ? Double.parseDouble("1e" + step / parts)
              : Math.pow(10, (double) step / parts));
    }
    return kappas;
  }

  private static Probe of(Kind kind, double kappa, Dtype dtype, RandomGenerator random) {
    // So short that sums do not stagnate: m²u is at most 1.
    int m = 1 << Math.min(10, dtype.precision() / 2);
    double[][] channels = new double[CHANNELS][];
    DD[] variances = new DD[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      channels[c] =
          dtype.round(
              switch (kind) {
                case LADDER -> shifted(m, kappa, random);
                case SHORT -> shifted(Math.min(m, 16), kappa, random);
                case EQUAL -> equal(4 * m, random);
                case OUTLIER_FIRST -> outlier(4 * m, dtype, random);
              });
      variances[c] = variance(channels[c]);
    }
    return new Probe(kind, kappa, channels, variances);
  }

  private static double[] shifted(int m, double kappa, RandomGenerator random) {
    // A tenth up or down, so that no mean is a round binary number.
    double mean = Math.sqrt((kappa - 1) * (kappa + 1)) * (0.9 + random.nextDouble() / 5);
    double[] x = new double[m];
    for (int k = 0; k < m; k++) {
      x[k] = mean + random.nextGaussian();
    }
    return x;
  }

  private static double[] equal(int m, RandomGenerator random) {
    double size = 1 + random.nextDouble();
    double[] x = new double[m];
    for (int k = 0; k < m; k++) {
      x[k] = k % 2 == 0 ? size : -size;
    }
    return x;
  }

  private static double[] outlier(int m, Dtype dtype, RandomGenerator random) {
    double[] x = new double[m];
    for (int k = 1; k < m; k++) {
      x[k] = random.nextGaussian();
    }
    // Far, but so that squares stay finite.
    x[0] =
        Math.scalb(1 + random.nextDouble(), Math.min(10, Math.getExponent(dtype.maxFinite()) / 4));
    return x;
  }

  /** V = ū((x−μ)²), in double-double. */
  static DD variance(double[] x) {
    DD count = DD.of(x.length);
    return Sums.ofSquares(x, Sums.of(x).divide(count)).divide(count);
  }

  /** The relative error of a computed variance of channel {@code c}; infinite for NaN. */
  double error(int c, double computed) {
    if (!Double.isFinite(computed)) {
      return Double.POSITIVE_INFINITY;
    }
    double missing = Math.abs(variances[c].subtract(DD.of(computed)).doubleValue());
    return missing / variances[c].doubleValue();
  }
}
