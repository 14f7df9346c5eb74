package org.normaudit.verification.lab.soundness;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Dtype;

/** Values that are hard on a sum, on a mean, or on the format. */
enum Pattern {
  /** Normal around 0. */
  NORMAL {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return random.nextGaussian();
    }
  },
  /** Normal, far from 0: any κ that the format can hold. */
  SHIFTED {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return center + random.nextGaussian();
    }
  },
  /** One value, and its neighbours in the format: almost no spread. */
  NEIGHBOURS {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      double base = dtype.round(center + 1);
      return base + dtype.ulp(base) * random.nextInt(4);
    }
  },
  /** All the same. */
  CONSTANT {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return center + 1;
    }
  },
  /** Large values of both signs that cancel, and small ones that are left. */
  CANCELLING {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return (k % 2 == 0 ? 1 : -1) * (center + 1) + random.nextGaussian();
    }
  },
  /** Normal, but for one value far out. */
  OUTLIER {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return random.nextGaussian() + (k == Math.floorMod((long) center, m) ? center : 0);
    }
  },
  /** Magnitudes over 2^±60, or what the format has of that, of one sign or both. */
  WIDE {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      int reach = Math.min(60, Math.getExponent(dtype.maxFinite()) / 2);
      int exponent = random.nextInt(2 * reach + 1) - reach;
      boolean negative = center < 2 || random.nextBoolean();
      return Math.scalb(1 + random.nextDouble(), exponent) * (negative ? -1 : 1);
    }
  },
  /** Below the normal numbers, or just above. */
  SUBNORMAL {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return dtype.minNormal() * 2 * random.nextGaussian();
    }
  },
  /** Two values. */
  TWO_POINT {
    @Override
    double value(RandomGenerator random, Dtype dtype, double center, int k, int m) {
      return center + (random.nextBoolean() ? 1 : -1);
    }
  };

  private static final Pattern[] ALL = values();

  abstract double value(RandomGenerator random, Dtype dtype, double center, int k, int m);

  /** Values of a pattern drawn at random, scaled and ordered at random. */
  static double[] draw(RandomGenerator random, Dtype dtype, int m) {
    Pattern pattern = ALL[random.nextInt(ALL.length)];
    // κ between 1 and where the format holds no spread any more, each magnitude as likely.
    double center = Math.scalb(1 + random.nextDouble(), random.nextInt(dtype.precision() + 1)) - 1;
    int exponent = random.nextInt(3) == 0 ? random.nextInt(13) - 6 : 0;
    double[] values = new double[m];
    for (int k = 0; k < m; k++) {
      values[k] = Math.scalb(pattern.value(random, dtype, center, k, m), exponent);
    }
    order(random, values);
    for (int k = 0; k < m; k++) {
      values[k] = dtype.roundFinite(values[k]);
    }
    return values;
  }

  private static void order(RandomGenerator random, double[] values) {
    int order = random.nextInt(4);
    if (order == 0) {
      Arrays.sort(values);
    }
    if (order == 1) {
      Arrays.sort(values);
      for (int i = 0, j = values.length - 1; i < j; i++, j--) {
        double v = values[i];
        values[i] = values[j];
        values[j] = v;
      }
    }
  }
}
