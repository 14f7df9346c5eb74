package org.normaudit.reference.scalar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Shape;

/** The stated errors do not grow with the condition number. */
class StandardizedBatchTest {
  private static final double U = 0x1p-53;
  private static final double EPSILON = 0x1p-10;
  private static final MathContext DIGITS = new MathContext(60);

  /** x = c + .2, then pairs c + .1, c + .3: the sets NumAcc2 to 4 of the NIST StRD. */
  @ParameterizedTest
  @CsvSource({"1", "1e6", "1e7"})
  void numericalAccuracySetsOfNist(double c) {
    double[] x = new double[1001];
    x[0] = c + 0.2;
    for (int i = 1; i < x.length; i++) {
      x[i] = i % 2 == 1 ? c + 0.1 : c + 0.3;
    }
    check(x);
  }

  @ParameterizedTest
  @CsvSource({"10000001, 10000003, 10000002"})
  void firstNumericalAccuracySetOfNist(double a, double b, double c) {
    check(new double[] {a, b, c});
  }

  @Property
  void anyConditionNumber(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 100) int m,
      @ForAll @IntRange(min = 0, max = 30) int exponent) {
    Random random = new Random(seed);
    double mean = random.nextGaussian() * Math.scalb(1.0, exponent);
    double[] x = random.doubles(m).map(v -> v - 0.5 + mean).toArray();
    check(x);
  }

  private static void check(double[] x) {
    int m = x.length;
    StandardizedBatch batch = StandardizedBatch.of(new Shape(1, 1, m), x, EPSILON);
    BigDecimal mean = Exact.mean(x);
    BigDecimal variance = Exact.squares(x).divide(BigDecimal.valueOf(m), DIGITS);
    double v = variance.doubleValue();
    BigDecimal sigma = variance.add(new BigDecimal(EPSILON)).sqrt(DIGITS);
    // Second order: m²u² of the sums, 2u·2u|μ| of the mean's correction, products of two
    // first-order
    // terms, which are at most 8u each.
    double kappa = Math.sqrt(1 + mean.pow(2).doubleValue() / v);
    double more = 1 + U * ((double) m * m + 4 * kappa + 8 * 8);
    within(batch.mean()[0], mean, more * U * (Math.abs(mean.doubleValue()) + Math.sqrt(v)));
    within(batch.variance()[0], variance, more * 7 * U * v);
    within(batch.sigma()[0], sigma, more * 5 * U * sigma.doubleValue());
    for (int i = 0; i < m; i++) {
      BigDecimal xhat = new BigDecimal(x[i]).subtract(mean).divide(sigma, DIGITS);
      within(batch.xhat()[i], xhat, more * U * (8 * Math.abs(xhat.doubleValue()) + 1));
    }
  }

  private static void within(double observed, BigDecimal truth, double allowed) {
    double error = Exact.error(observed, truth);
    assertTrue(
        error <= allowed,
        () -> "%s for %s, off by %s, allowed %s".formatted(observed, truth, error, allowed));
  }
}
