package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

class UpdateRuleTest {
  private static final double U = Dtype.FLOAT64.unitRoundoff();

  @Property
  void everySenseKeepsItsBound(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double old,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double batch,
      @ForAll @DoubleRange(min = 0, max = 1) double momentum,
      @ForAll @LongRange(min = 0, max = 1000) long updates) {
    for (Sense sense : Sense.values()) {
      UpdateRule rule = new UpdateRule(sense, momentum, Correction.BIASED);
      double updated = rule.update(old, batch, updates);
      BigDecimal truth = truth(rule, old, batch, updates);
      double allowed =
          switch (sense) {
            case UPDATE_WEIGHT -> U * (Math.abs(updated) + 2 * momentum * Math.abs(batch - old));
            case CUMULATIVE ->
                U * (Math.abs(updated) + 2 * Math.abs(batch - old) / (updates + 1.0));
            case DECAY ->
                U
                    * (Math.abs(updated)
                        + momentum * Math.abs(old)
                        + 2 * (1 - momentum) * Math.abs(batch));
            case DEBIASED ->
                U * (Math.abs(updated) + 10 * rule.rateAt(updates) * Math.abs(batch - old));
            case FROZEN -> 0;
          };
      // The allowance is of first order: one more rounding of itself covers the rest. Below the
      // normal numbers each of the products may lose half a subnormal.
      double error = new BigDecimal(updated).subtract(truth).abs().doubleValue();
      assertTrue(
          error <= allowed * (1 + 4 * U) + (sense == Sense.FROZEN ? 0 : 2 * Double.MIN_VALUE),
          () -> sense + " is off by " + error + ", allowed " + allowed);
    }
  }

  private static BigDecimal truth(UpdateRule rule, double old, double batch, long updates) {
    MathContext digits = MathContext.DECIMAL128;
    BigDecimal o = new BigDecimal(old);
    BigDecimal difference = new BigDecimal(batch).subtract(o);
    BigDecimal momentum = new BigDecimal(rule.momentum());
    return switch (rule.sense()) {
      case UPDATE_WEIGHT -> o.add(momentum.multiply(difference));
      case DECAY -> o.add(BigDecimal.ONE.subtract(momentum).multiply(difference));
      case CUMULATIVE -> o.add(difference.divide(BigDecimal.valueOf(updates + 1), digits));
      case DEBIASED -> o.add(difference.divide(weight(momentum, updates), digits));
      case FROZEN -> o;
    };
  }

  // 1 + momentum + … + momentum^updates
  private static BigDecimal weight(BigDecimal momentum, long updates) {
    BigDecimal sum = BigDecimal.ONE;
    for (long k = 0; k < updates; k++) {
      sum = sum.multiply(momentum).add(BigDecimal.ONE, MathContext.DECIMAL128);
    }
    return sum;
  }

  /** momentum 0.9 kept is an update rate of 0.1 taken: the two senses of one word. */
  @Test
  void theTwoSensesAreComplements() {
    UpdateRule take = UpdateRule.rate(0.25);
    UpdateRule keep = new UpdateRule(Sense.DECAY, 0.75, Correction.BIASED);
    assertEquals(5, take.update(4, 8, 0));
    assertEquals(5, keep.update(4, 8, 0));
    assertEquals(7, take.withSense(Sense.DECAY).update(4, 8, 0));
    assertEquals(0.25, take.rateAt(7));
    assertEquals(0.25, keep.rateAt(7));
    assertEquals(0.125, UpdateRule.cumulative(Correction.BIASED).rateAt(7));
    assertEquals(0, UpdateRule.frozen().rateAt(7));
  }

  /** Digests and messages have these words, not the constants' names. */
  @Test
  void theSensesAreWrittenInTheirOwnWords() {
    assertEquals("[TAKE, KEEP, CUMULATIVE, DEBIASED, FROZEN]", List.of(Sense.values()).toString());
  }

  @Test
  void cumulativeIsThePlainMean() {
    UpdateRule rule = UpdateRule.cumulative(Correction.BIASED);
    double mean = 99;
    for (int k = 0; k < 4; k++) {
      mean = rule.update(mean, 2 * k, k);
    }
    assertEquals(3, mean);
  }

  @Test
  void besselsCorrectionDividesByOneLess() {
    assertEquals(3, Correction.BESSEL.of(2, 3));
    assertEquals(2, Correction.BIASED.of(2, 1));
    assertEquals(2, new UpdateRule(Sense.FROZEN, 0, Correction.BESSEL).keptVariance(2, 1));
    assertEquals(
        Double.MAX_VALUE / 2, Correction.BESSEL.of(Double.MAX_VALUE / 4, 2), "no overflow");
    assertRejected(
        "Bessel's correction needs at least 2 values a channel: 1",
        () -> UpdateRule.rate(0.1).withCorrection(Correction.BESSEL).keptVariance(2, 1));
  }

  @Test
  void badMomentumIsRejected() {
    assertRejected("momentum must lie in [0, 1]: 1.5", () -> UpdateRule.rate(1.5));
    assertRejected("momentum must lie in [0, 1]: -0.5", () -> UpdateRule.rate(-0.5));
    assertRejected("momentum must lie in [0, 1]: NaN", () -> UpdateRule.rate(Double.NaN));
  }
}
