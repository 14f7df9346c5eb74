package org.normaudit.verification.core.cases;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Draws the values of one channel, or of another set that shares statistics. */
final class SampleGenerator {
  // Seeding a generator is a fifth of the work of making one, and most sets are small.
  private static final ThreadLocal<RandomGenerator> GENERATOR =
      ThreadLocal.withInitial(Well19937c::new);

  private SampleGenerator() {}

  /** This thread's generator, seeded anew: whoever has it must be done before the next asks. */
  static RandomGenerator generator(int... seed) {
    RandomGenerator generator = GENERATOR.get();
    generator.setSeed(seed);
    return generator;
  }

  /** m values with mean √(κ²−1) and spread about 1, times 2^exponent. */
  static double[] set(Case c, Data.Generated data, int set, int m) {
    RandomGenerator random = generator((int) c.seed(), (int) (c.seed() >>> 32), 0, set);
    double sign = set % 2 == 0 ? 1 : -1;
    // κ = 1 stands for data around 0; the products below are exact enough for any κ.
    double center = sign * Math.sqrt((c.kappa() - 1) * (c.kappa() + 1));
    // Squares of WIDE data stay within the narrowest format.
    int reach = Math.min(20, Math.getExponent(c.dtype().maxFinite()) / 2 - 1);
    double[] values = new double[m];
    for (int k = 0; k < m; k++) {
      values[k] =
          switch (data) {
            case NORMAL, ASCENDING -> center + random.nextGaussian();
            case UNIFORM -> center + Math.sqrt(3) * (2 * random.nextDouble() - 1);
            case CONSTANT -> sign * c.kappa() + set;
            case TWOPOINT -> Math.rint(center) + (k % 2 == 0 ? 1 : -1);
            case OUTLIER -> center + random.nextGaussian() * (k == m / 2 ? 1024 : 1);
            case WIDE ->
                Math.scalb(1 + random.nextDouble(), random.nextInt(2 * reach + 1) - reach)
                    * (random.nextBoolean() ? 1 : -1);
          };
    }
    if (data == Data.Generated.ASCENDING) {
      Arrays.sort(values);
    }
    for (int k = 0; k < m; k++) {
      values[k] = Math.scalb(values[k], c.exponent());
    }
    return values;
  }
}
