package org.normaudit.verification.core.truth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;

final class TruthTest {

  @Test
  void aSmallCaseWorkedByHand() {
    // x = 1, 3, 5, 7: mean 4, variance 5; with ε = 4 the spread is 3.
    Step in =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(4, 1, 1),
                new double[] {1, 3, 5, 7})
            .withEpsilon(4)
            .withDy(new double[] {1, 0, 0, 0});
    Truth truth = Truth.of(in, Layers.of("batchnorm").paper());
    assertEquals(-1.0, truth.nearest(Roles.Y)[0]);
    assertEquals(-1.0 / 3, truth.nearest(Roles.Y)[1]);
    // What binary64 leaves of −1/3 is known too: −1/3 − fl(−1/3) is a third of an ulp.
    assertEquals(
        Math.ulp(1.0 / 3) / 3,
        Math.abs(truth.values(Roles.Y).rest(1)),
        Math.ulp(Math.ulp(1.0 / 3) / 3));
    // dx₀ = (1/3)(1 − 1/4 − (−1)(−1/4)) = 1/6.
    assertEquals(1.0 / 6, truth.nearest(Roles.DX)[0]);
    assertEquals(0.4, truth.nearest(Roles.RUNNING_MEAN)[0]);
    assertEquals(1.4, truth.nearest(Roles.RUNNING_SPREAD)[0]);
  }

  @Property(tries = 60)
  void doubleDoubleAgreesWithExactWithinItsRadius(
      @ForAll("layers") Layer layer,
      @ForAll Mode mode,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = 1, max = 1e8) double kappa,
      @ForAll long seed) {
    String line =
        "%s %s f64 %dx2x1 kappa=%s seed=%d"
            .formatted(layer.label(), mode.label(), count, kappa, seed);
    Step in = CaseInput.of(CaseLine.parse(line));
    Convention convention = layer.paper();
    Truth exact = Truth.of(in, convention, Integer.MAX_VALUE);
    Truth fast = Truth.of(in, convention, 0);
    assertEquals(exact.roles(), fast.roles());
    for (Role quantity : exact.roles()) {
      for (int i = 0; i < exact.nearest(quantity).length; i++) {
        double high = fast.nearest(quantity)[i] - exact.nearest(quantity)[i];
        double difference = high + (fast.values(quantity).rest(i) - exact.values(quantity).rest(i));
        // Both are read back from two binary64 numbers, which hold 2⁻¹⁰⁶ of the value.
        double held = Math.abs(exact.nearest(quantity)[i]) * 0x1p-105;
        assertTrue(
            Math.abs(difference) <= fast.values(quantity).radius(i) + held,
            () -> line + ": " + quantity + " differs by " + difference);
      }
    }
  }

  @Provide
  Arbitrary<Layer> layers() {
    return Arbitraries.of(Layers.all());
  }

  @Property(tries = 60)
  void theForwardPassAloneIsThatOfBoth(
      @ForAll("layers") Layer layer,
      @ForAll Mode mode,
      @ForAll Convention.RenormPlacement fold,
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll long seed) {
    Step in =
        CaseInput.of(
            CaseLine.parse(
                "%s %s f32 %dx4x1 affine=yes second=yes seed=%d"
                    .formatted(layer.label(), mode.label(), count, seed)));
    Convention convention = layer.paper().with(Coordinates.FOLD, fold);
    ErrorModel model = ErrorModel.unknown(Dtype.FLOAT32);
    Truth both = Truth.extended(in, convention);
    Truth forward = Truth.forward(in, convention);
    Bounds bounds = Bounds.of(in, convention, model);
    Bounds forwardBounds = Bounds.forward(in, convention, model);
    assertFalse(forward.roles().contains(Roles.DX));
    assertFalse(forwardBounds.has(Roles.DX) || forwardBounds.has(Roles.DGAMMA));
    assertTrue(forward.roles().contains(Roles.Y) && forwardBounds.has(Roles.Y));
    for (Role quantity : forward.roles()) {
      assertArrayEquals(both.nearest(quantity), forward.nearest(quantity));
      assertArrayEquals(bounds.get(quantity), forwardBounds.get(quantity));
      for (int i = 0; i < both.nearest(quantity).length; i++) {
        assertEquals(both.values(quantity).rest(i), forward.values(quantity).rest(i));
        assertEquals(both.values(quantity).radius(i), forward.values(quantity).radius(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INFINITY, Infinity, 0", "INFINITY, 448, Infinity", "INFINITY, NaN, Infinity",
    "SATURATE, 448, 0", "SATURATE, -448, Infinity", "SATURATE, NaN, Infinity",
    "NAN, NaN, 0", "NAN, 448, Infinity", "NAN, Infinity, Infinity"
  })
  void whatAnOverflowMayBecomeIsTheFormats(Overflow overflow, double observed, double miss) {
    Dtype format = Dtype.format("overflow-" + overflow, 4, -6, 8, 448, overflow);
    assertEquals(miss, sum(232.001).values(Roles.DBETA).miss(0, observed, 0, format));
    // 464 lies half way to the next number, 480, and the significand of 448 is even.
    assertEquals(16, sum(232).values(Roles.DBETA).miss(0, 448, 0, format));
    double mayOverflow = sum(231).values(Roles.DBETA).miss(0, format.overflowed(1), 3, format);
    assertEquals(0, mayOverflow);
    double mustNot = sum(50).values(Roles.DBETA).miss(0, format.overflowed(1), 3, format);
    assertFalse(mustNot <= 3, () -> "" + mustNot);
  }

  // A step whose gradient of β is twice {@code dy}.
  private static Truth sum(double dy) {
    Step in =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(2, 1, 1),
                new double[] {1, 2})
            .withDy(new double[] {dy, dy});
    return Truth.of(in, in.layer().paper());
  }

  @Test
  void aQuotientByZeroHasNoValueAndOtherChannelsDo() {
    Step in =
        Step.of(
                Layers.of("batchnorm"),
                Mode.TRAINING,
                Dtype.FLOAT64,
                new Shape(2, 2, 1),
                new double[] {5, 1, 5, 3})
            .withEpsilon(0);
    Truth truth = Truth.of(in, Layers.of("batchnorm").paper());
    assertTrue(Double.isNaN(truth.nearest(Roles.Y)[0]));
    assertEquals(-1.0, truth.nearest(Roles.Y)[1]);
  }
}
