package org.normaudit.verification.truth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.cases.CaseLine;

final class TruthTest {

  @Test
  void aSmallCaseWorkedByHand() {
    // x = 1, 3, 5, 7: mean 4, variance 5; with ε = 4 the spread is 3.
    LayerInput in =
        LayerInput.of(
                LayerKind.BATCH_NORM,
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(4, 1, 1),
                new double[] {1, 3, 5, 7})
            .withEpsilon(4)
            .withDy(new double[] {1, 0, 0, 0});
    Truth truth = Truth.of(in, Convention.paper(LayerKind.BATCH_NORM));
    assertEquals(-1.0, truth.nearest(Quantity.Y)[0]);
    assertEquals(-1.0 / 3, truth.nearest(Quantity.Y)[1]);
    // What binary64 leaves of −1/3 is known too: −1/3 − fl(−1/3) is a third of an ulp.
    assertEquals(
        Math.ulp(1.0 / 3) / 3,
        Math.abs(truth.rest(Quantity.Y, 1)),
        Math.ulp(Math.ulp(1.0 / 3) / 3));
    // dx₀ = (1/3)(1 − 1/4 − (−1)(−1/4)) = 1/6.
    assertEquals(1.0 / 6, truth.nearest(Quantity.DX)[0]);
    assertEquals(0.4, truth.nearest(Quantity.RUNNING_MEAN)[0]);
    assertEquals(1.4, truth.nearest(Quantity.RUNNING_SPREAD)[0]);
  }

  @Property(tries = 60)
  void doubleDoubleAgreesWithExactWithinItsRadius(
      @ForAll LayerKind layer,
      @ForAll Mode mode,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = 1, max = 1e8) double kappa,
      @ForAll long seed) {
    String line =
        "%s %s f64 %dx2x1 kappa=%s seed=%d"
            .formatted(layer.label(), mode.label(), count, kappa, seed);
    LayerInput in = CaseInput.of(CaseLine.parse(line));
    Convention convention = Convention.paper(layer);
    Truth exact = Truth.of(in, convention, Integer.MAX_VALUE);
    Truth fast = Truth.of(in, convention, 0);
    assertEquals(exact.quantities(), fast.quantities());
    for (Quantity quantity : exact.quantities()) {
      for (int i = 0; i < exact.nearest(quantity).length; i++) {
        double high = fast.nearest(quantity)[i] - exact.nearest(quantity)[i];
        double difference = high + (fast.rest(quantity, i) - exact.rest(quantity, i));
        // Both are read back from two binary64 numbers, which hold 2⁻¹⁰⁶ of the value.
        double held = Math.abs(exact.nearest(quantity)[i]) * 0x1p-105;
        assertTrue(
            Math.abs(difference) <= fast.radius(quantity, i) + held,
            () -> line + ": " + quantity + " differs by " + difference);
      }
    }
  }

  @Property(tries = 60)
  void theForwardPassAloneIsThatOfBoth(
      @ForAll LayerKind layer,
      @ForAll Mode mode,
      @ForAll Convention.Fold fold,
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll long seed) {
    LayerInput in =
        CaseInput.of(
            CaseLine.parse(
                "%s %s f32 %dx4x1 affine=yes second=yes seed=%d"
                    .formatted(layer.label(), mode.label(), count, seed)));
    Convention convention = Convention.paper(layer).with(fold);
    ErrorModel model = ErrorModel.unknown(Dtype.FLOAT32);
    Truth both = Truth.extended(in, convention);
    Truth forward = Truth.forward(in, convention);
    Bounds bounds = Bounds.of(in, convention, model);
    Bounds forwardBounds = Bounds.forward(in, convention, model);
    assertFalse(forward.quantities().contains(Quantity.DX));
    assertFalse(forwardBounds.has(Quantity.DX) || forwardBounds.has(Quantity.DGAMMA));
    assertTrue(forward.quantities().contains(Quantity.Y) && forwardBounds.has(Quantity.Y));
    for (Quantity quantity : forward.quantities()) {
      assertArrayEquals(both.nearest(quantity), forward.nearest(quantity));
      assertArrayEquals(bounds.get(quantity), forwardBounds.get(quantity));
      for (int i = 0; i < both.nearest(quantity).length; i++) {
        assertEquals(both.rest(quantity, i), forward.rest(quantity, i));
        assertEquals(both.radius(quantity, i), forward.radius(quantity, i));
      }
    }
  }

  @Test
  void aQuotientByZeroHasNoValueAndOtherChannelsDo() {
    LayerInput in =
        LayerInput.of(
                LayerKind.BATCH_NORM,
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(2, 2, 1),
                new double[] {5, 1, 5, 3})
            .withEpsilon(0);
    Truth truth = Truth.of(in, Convention.paper(LayerKind.BATCH_NORM));
    assertTrue(Double.isNaN(truth.nearest(Quantity.Y)[0]));
    assertEquals(-1.0, truth.nearest(Quantity.Y)[1]);
  }
}
