package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;

class IntervalArithmeticTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final ExactArithmetic EXACT = new ExactArithmetic(767);
  private final IntervalArithmetic a = new IntervalArithmetic();

  /** An interval and a member of it. */
  record Member(Interval interval, double value) {
    BigDecimal exact() {
      return new BigDecimal(value);
    }
  }

  @Provide
  Arbitrary<Member> members() {
    Arbitrary<Double> end =
        Arbitraries.oneOf(
            Finite.doubles(-1074, 1023), Finite.doubles(-4, 4), Arbitraries.of(-INF, INF));
    Arbitrary<Double> inner = Arbitraries.oneOf(Finite.doubles(-1074, 1023), Finite.doubles(-4, 4));
    return Combinators.combine(end, end, inner)
        .as(
            (p, q, v) ->
                new Member(
                    new Interval(Math.min(Math.min(p, q), v), Math.max(Math.max(p, q), v)), v));
  }

  @Property
  void resultsHoldTheExactResultOfAnyMembers(
      @ForAll("members") Member x, @ForAll("members") Member y) {
    holds(a.add(x.interval(), y.interval()), x.exact().add(y.exact()));
    holds(a.subtract(x.interval(), y.interval()), x.exact().subtract(y.exact()));
    holds(a.multiply(x.interval(), y.interval()), x.exact().multiply(y.exact()));
    holds(a.negate(x.interval()), x.exact().negate());
    if (y.value() != 0) {
      holds(a.divide(x.interval(), y.interval()), EXACT.divide(x.exact(), y.exact()));
    }
  }

  @Property
  void squaresAndRootsHoldThoseOfMembers(@ForAll("members") Member x) {
    Interval square = a.multiply(x.interval(), x.interval());
    holds(square, x.exact().pow(2));
    assertTrue(square.low() >= 0);
    if (x.value() >= 0) {
      holds(a.sqrt(x.interval()), EXACT.sqrt(x.exact()));
    }
  }

  @Property
  void clampsHoldEveryClampOfMembers(
      @ForAll("members") Member x, @ForAll("members") Member p, @ForAll("members") Member q) {
    Member low = p.value() <= q.value() ? p : q;
    Member high = low == p ? q : p;
    holds(
        a.clamp(x.interval(), low.interval(), high.interval()),
        EXACT.clamp(x.exact(), low.exact(), high.exact()));
  }

  private static void holds(Interval interval, BigDecimal exact) {
    assertTrue(interval.contains(exact), () -> interval + " does not hold " + exact);
  }

  @Property
  void endsAreTheNeighboursOfTheExactResultOfPoints(
      @ForAll("points") double x, @ForAll("points") double y) {
    Interval sum = a.add(a.constant(x), a.constant(y));
    assertTrue(sum.high() <= Math.nextUp(sum.low()));
    Interval product = a.multiply(a.constant(x), a.constant(y));
    assertTrue(product.high() <= Math.nextUp(product.low()));
  }

  @Provide
  Arbitrary<Double> points() {
    return Finite.doubles(-1000, 1000);
  }

  @Test
  void exactResultsStayPoints() {
    assertEquals(new Interval(3, 3), a.add(a.constant(1), a.constant(2)));
    assertEquals(new Interval(0.75, 0.75), a.divide(a.constant(3), a.constant(4)));
    assertEquals(new Interval(1.5, 1.5), a.sqrt(a.constant(2.25)));
    assertEquals(0, a.multiply(a.constant(0), Interval.whole()).width());
  }

  @Test
  void divisionByAnIntervalThatHoldsZeroGivesAllNumbers() {
    assertEquals(Interval.whole(), a.divide(new Interval(1, 2), new Interval(-1, 1)));
    assertEquals(Interval.whole(), a.divide(new Interval(1, 2), new Interval(0, 1)));
    assertEquals(Interval.whole(), a.divide(new Interval(0, 0), new Interval(0, 0)));
    assertEquals(new Interval(0, INF), a.divide(new Interval(1, INF), new Interval(1, INF)));
  }

  @Test
  void rootsBelowZeroAreCutOff() {
    assertEquals(new Interval(0, 2), a.sqrt(new Interval(-1, 4)));
    assertThrows(ArithmeticException.class, () -> a.sqrt(new Interval(-2, -1)));
  }

  @Test
  void clampOfAStraddlingIntervalHoldsBothSides() {
    assertEquals(new Interval(2, 3), a.clamp(new Interval(2, 4), a.constant(-3), a.constant(3)));
    assertEquals(
        new Interval(1, 3), a.clamp(new Interval(-9, 9), new Interval(1, 2), new Interval(2, 3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> a.clamp(a.constant(0), new Interval(2, 3), new Interval(0, 1)));
  }

  @Test
  void overflowLeavesTheLastFiniteNumberAsAnEnd() {
    Interval large = a.constant(Double.MAX_VALUE);
    assertEquals(new Interval(Double.MAX_VALUE, INF), a.add(large, large));
    assertEquals(new Interval(Double.MAX_VALUE, INF), a.constant(INF));
    assertEquals(new Interval(-INF, -65504), new IntervalArithmetic(Dtype.BINARY16).constant(-1e9));
    assertThrows(ArithmeticException.class, () -> a.constant(Double.NaN));
  }

  @Test
  void intervalsRefuseWhatTheyCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Interval(INF, INF));
    assertFalse(Interval.whole().contains(Double.NaN));
    assertFalse(Interval.whole().contains(INF));
  }

  @Test
  void midpoints() {
    assertEquals(0, Interval.whole().midpoint());
    assertEquals(1.5, new Interval(1, 2).midpoint());
    assertEquals(Double.MAX_VALUE, new Interval(Double.MAX_VALUE, Double.MAX_VALUE).midpoint());
    assertEquals(-Double.MAX_VALUE, new Interval(-INF, 0).midpoint());
    assertEquals(Double.MAX_VALUE, new Interval(0, INF).midpoint());
    assertEquals(Double.MIN_VALUE, new Interval(Double.MIN_VALUE, Double.MIN_VALUE).midpoint());
  }
}
