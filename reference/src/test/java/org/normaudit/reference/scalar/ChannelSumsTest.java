package org.normaudit.reference.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Shape;

class ChannelSumsTest {
  private static final double U = 0x1p-53;

  @Property
  void aSumIsWithinItsBoundWhateverCancels(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int m) {
    double[] v = wild(new Random(seed), m);
    double sum = ChannelSums.of(new Shape(1, 1, m), v)[0];
    double magnitude = Arrays.stream(v).map(Math::abs).sum();
    double gamma = (m - 1) * U / (1 - (m - 1) * U);
    BigDecimal truth = Exact.sum(v);
    double allowed = U * truth.abs().doubleValue() + gamma * gamma * magnitude;
    assertTrue(Exact.error(sum, truth) <= allowed, () -> sum + " for " + truth);
  }

  @Property
  void aSumOfProductsRoundsEachProduct(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int m) {
    Random random = new Random(seed);
    double[] v = wild(random, m);
    double[] w = wild(random, m);
    double sum = ChannelSums.ofProducts(new Shape(1, 1, m), v, w)[0];
    BigDecimal truth = BigDecimal.ZERO;
    double magnitude = 0;
    for (int i = 0; i < m; i++) {
      truth = truth.add(new BigDecimal(v[i]).multiply(new BigDecimal(w[i])));
      magnitude += Math.abs(v[i] * w[i]);
    }
    double gamma = m * U / (1 - m * U);
    double allowed = U * truth.abs().doubleValue() + (U + gamma * gamma) * magnitude * (1 + U);
    assertTrue(Exact.error(sum, truth) <= allowed);
  }

  /** Magnitudes over 2^±40, and half of the terms are the negatives of the others, nearly. */
  private static double[] wild(Random random, int m) {
    double[] v = new double[m];
    for (int i = 0; i < m; i++) {
      boolean mirror = i > 0 && random.nextBoolean();
      v[i] =
          mirror
              ? -v[i - 1] * (1 + random.nextInt(3) * Math.ulp(1.0))
              : random.nextGaussian() * Math.scalb(1.0, random.nextInt(81) - 40);
    }
    return v;
  }

  @Test
  void whatPlainAdditionLosesIsKept() {
    double[] v = {1, 1e100, 1, -1e100};
    assertArrayEquals(new double[] {2}, ChannelSums.of(new Shape(4, 1, 1), v));
  }

  @Test
  void channelsAreSummedInEveryLayout() {
    double[] v = {1, 2, 3, 4, 5, 6, 7, 8};
    assertArrayEquals(new double[] {16, 20}, ChannelSums.of(new Shape(4, 2, 1), v));
    assertArrayEquals(new double[] {14, 22}, ChannelSums.of(new Shape(2, 2, 2), v));
    assertArrayEquals(new double[] {10, 26}, ChannelSums.of(new Shape(1, 2, 4), v));
    assertArrayEquals(
        new double[] {12, 20},
        ChannelSums.ofDeviations(new Shape(4, 2, 1), v, new double[] {1, 0}));
  }

  @Test
  void overflowGivesWhatPlainAdditionGives() {
    Shape shape = new Shape(1, 1, 3);
    double max = Double.MAX_VALUE;
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(infinity, ChannelSums.of(shape, new double[] {max, max, -1})[0]);
    assertEquals(-infinity, ChannelSums.of(shape, new double[] {1, -infinity, 1})[0]);
    assertEquals(Double.NaN, ChannelSums.of(shape, new double[] {infinity, -infinity, 1})[0]);
    assertEquals(Double.NaN, ChannelSums.of(shape, new double[] {1, Double.NaN, 1})[0]);
  }
}
