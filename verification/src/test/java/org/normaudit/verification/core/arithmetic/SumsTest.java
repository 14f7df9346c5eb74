package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.numbers.core.DD;

/** Compares with exact sums. */
class SumsTest {
  private static final MathContext MANY = new MathContext(60);

  // Of sizes that differ by up to 2^200, with sums that cancel.
  private static double[] numbers(long seed, int m, int spread) {
    Random random = new Random(seed);
    double[] x = new double[m];
    for (int k = 0; k < m; k++) {
      x[k] = Math.scalb(random.nextDouble() - 0.5, random.nextInt(spread + 1));
    }
    for (int k = 0; k + 1 < m; k += 2) {
      x[k + 1] = random.nextInt(4) == 0 ? -x[k] : x[k + 1];
    }
    return x;
  }

  private static BigDecimal gamma(int m, int power) {
    BigDecimal u = new BigDecimal(Math.scalb(1.0, -53));
    BigDecimal mu = u.multiply(BigDecimal.valueOf(m));
    return mu.divide(BigDecimal.ONE.subtract(mu), MANY).pow(power);
  }

  private static void requireWithin(DD sum, BigDecimal exact, BigDecimal allowed) {
    BigDecimal error = sum.bigDecimalValue().subtract(exact).abs();
    assertTrue(error.compareTo(allowed) <= 0, () -> error + " of " + allowed);
  }

  @Property(tries = 500)
  void aSumIsOffByLessThanItSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int m,
      @ForAll @IntRange(min = 0, max = 200) int spread) {
    double[] x = numbers(seed, m, spread);
    BigDecimal exact = BigDecimal.ZERO;
    BigDecimal sizes = BigDecimal.ZERO;
    for (double v : x) {
      exact = exact.add(new BigDecimal(v));
      sizes = sizes.add(new BigDecimal(Math.abs(v)));
    }
    BigDecimal own = exact.abs().multiply(new BigDecimal(Math.scalb(1.0, -104)));
    requireWithin(Sums.of(x), exact, gamma(m, 3).multiply(sizes).add(own));
  }

  @Property(tries = 500)
  void aSumOfSquaresIsOffByLessThanItSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int m,
      @ForAll @IntRange(min = 0, max = 200) int spread,
      @ForAll @IntRange(min = 0, max = 60) int away) {
    double[] x = numbers(seed, m, spread);
    for (int k = 0; k < m && spread < 60; k++) {
      x[k] += Math.scalb(1.7, away);
    }
    DD mean = Sums.of(x).divide(DD.of(m));
    BigDecimal exact = BigDecimal.ZERO;
    for (double v : x) {
      exact = exact.add(new BigDecimal(v).subtract(mean.bigDecimalValue()).pow(2));
    }
    BigDecimal share = gamma(m, 2).add(new BigDecimal(Math.scalb(1.0, -100)));
    requireWithin(Sums.ofSquares(x, mean), exact, share.multiply(exact));
  }
}
