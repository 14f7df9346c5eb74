package org.normaudit.reference.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;

class MomentsTest {

  @Test
  void smallSetsByHand() {
    assertEquals(Moments.NONE, Moments.of());
    assertEquals(new Moments(1, 5, 0), Moments.of(5));
    assertEquals(new Moments(4, 2.5, 5), Moments.of(1, 2, 3, 4));
    assertEquals(1.25, Moments.of(1, 2, 3, 4).variance(Correction.BIASED));
    assertEquals(2, Moments.of(1, 3).variance(Correction.BESSEL));
  }

  @Test
  void shardsOfNothingChangeNothing() {
    Moments some = Moments.of(1, 2, 4);
    assertSame(some, some.merge(Moments.NONE));
    assertSame(some, Moments.NONE.merge(some));
    assertEquals(Moments.NONE, Moments.combine(List.of()));
    assertEquals(Moments.NONE, Moments.combine(List.of(Moments.NONE, Moments.NONE)));
  }

  @Test
  void shardsOfOneValueMakeTheWhole() {
    List<Moments> shards = IntStream.rangeClosed(1, 8).mapToObj(i -> Moments.of(i)).toList();
    assertEquals(new Moments(8, 4.5, 42), Moments.combine(shards));
  }

  @Test
  void eachChannelHasItsOwn() {
    List<Moments> moments = Moments.ofChannels(new Shape(2, 2, 1), new double[] {1, 10, 3, 10});
    assertEquals(List.of(new Moments(2, 2, 2), new Moments(2, 10, 0)), moments);
    assertEquals(
        List.of(Moments.NONE, Moments.NONE), Moments.ofChannels(new Shape(0, 2, 9), new double[0]));
  }

  @Test
  void nanReachesTheMomentsOfItsShard() {
    Moments spoilt = Moments.of(1, Double.NaN);
    assertEquals(Double.NaN, spoilt.mean());
    assertEquals(Double.NaN, Moments.of(1, 2).merge(spoilt).squares());
  }

  @Test
  void badMomentsAreRejected() {
    assertRejected("count must be at least 0: -1", () -> new Moments(-1, 0, 0));
    assertRejected(
        "a sum of squared deviations must be at least 0: -2.0", () -> new Moments(1, 0, -2));
    assertRejected(
        "too few values for a variance, BIASED: 0", () -> Moments.NONE.variance(Correction.BIASED));
    assertRejected(
        "too few values for a variance, BESSEL: 1",
        () -> Moments.of(3).variance(Correction.BESSEL));
    assertRejected(
        "x has 3 values: shape (2, 2, 1) needs 4",
        () -> Moments.ofChannels(new Shape(2, 2, 1), new double[3]));
  }

  /** Shards of uneven sizes, 0 and 1 among them, at condition numbers up to 2^30. */
  @Property
  void aTreeOfMergesKeepsTheBoundOfItsRoot(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 12) Integer> sizes,
      @ForAll @IntRange(min = 0, max = 30) int exponent) {
    Random random = new Random(seed);
    double center = random.nextGaussian() * Math.scalb(1.0, exponent);
    List<double[]> shards = new ArrayList<>();
    for (int size : sizes) {
      double shift = random.nextGaussian();
      shards.add(
          IntStream.range(0, size)
              .mapToDouble(i -> center + shift + random.nextGaussian())
              .toArray());
    }
    BoundedMoments merged =
        BoundedMoments.combine(shards.stream().map(BoundedMoments::of).toList());
    double[] all = shards.stream().flatMapToDouble(Arrays::stream).toArray();
    assertEquals(all.length, merged.moments().count());
    assertEquals(merged.moments(), Moments.combine(shards.stream().map(Moments::of).toList()));
    if (all.length > 0) {
      // The bound is of first order; a chain of k roundings is off by at most ku/(1 − ku), and no
      // chain here is longer than the values and the few operations of each merge.
      double chain = (all.length + 8.0 * sizes.size()) * 0x1p-53;
      double more = 1 / (1 - chain);
      double meanError = Exact.error(merged.moments().mean(), Exact.mean(all));
      double squaresError = Exact.error(merged.moments().squares(), Exact.squares(all));
      assertTrue(
          meanError <= more * merged.meanError(),
          () -> "mean off by " + meanError + ", allowed " + merged.meanError());
      assertTrue(
          squaresError <= more * merged.squaresError(),
          () -> "squares off by " + squaresError + ", allowed " + merged.squaresError());
    }
  }

  @Test
  void mergingExactMomentsAddsOnlyItsOwnRoundings() {
    BoundedMoments a = BoundedMoments.exactly(new Moments(3, 1, 2));
    BoundedMoments b = BoundedMoments.exactly(new Moments(1, 5, 0));
    BoundedMoments merged = a.merge(b);
    assertEquals(new Moments(4, 2, 14), merged.moments());
    assertEquals(0x1p-53 * (3 * 4 * 0.25 + 2), merged.meanError());
    assertEquals(0x1p-53 * (6 * 16 * 3 * 0.25 + 2 * 14), merged.squaresError());
    assertSame(a, a.merge(BoundedMoments.of()));
    assertSame(a, BoundedMoments.of().merge(a));
    assertEquals(BoundedMoments.exactly(Moments.NONE), BoundedMoments.combine(List.of()));
  }
}
