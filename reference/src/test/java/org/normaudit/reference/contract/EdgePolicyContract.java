package org.normaudit.reference.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/** The table of edges in {@link org.normaudit.reference.NormalizationLayer}, row by row. */
abstract class EdgePolicyContract extends ExactContract {
  private static final Shape SHAPE = new Shape(4, 3, 2);
  private static final int SPOILT = 1;

  @TestFactory
  Stream<DynamicTest> anEmptyBatchGivesNothingAndLeavesTheStateAlone() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            for (Shape shape : List.of(new Shape(0, 3, 4), new Shape(5, 3, 0))) {
              LayerInput step = new Steps(dtype, 20).step(kind, mode, shape, 1);
              UpdateRule bessel = step.rule().withCorrection(Correction.BESSEL);
              LayerOutput out = layer().run(step.withRule(bessel));
              assertEquals(0, out.get(Quantity.Y).length);
              assertEquals(0, out.get(Quantity.DX).length);
              assertSame("dgamma", new double[3], out.get(Quantity.DGAMMA));
              assertSame("dbeta", new double[3], out.get(Quantity.DBETA));
              assertStateKept(step, out);
              assertFalse(out.has(Quantity.R), "r of an empty batch");
              assertFalse(out.has(Quantity.D), "d of an empty batch");
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> nanReachesItsChannelAlone() {
    return everywhere((kind, dtype) -> spoil(kind, dtype, Double.NaN));
  }

  @TestFactory
  Stream<DynamicTest> anInfinityReachesItsChannelAlone() {
    return everywhere(
        (kind, dtype) -> {
          spoil(kind, dtype, Double.POSITIVE_INFINITY);
          spoil(kind, dtype, Double.NEGATIVE_INFINITY);
        });
  }

  private void spoil(LayerKind kind, Dtype dtype, double value) {
    LayerInput clean = new Steps(dtype, 21).step(kind, Mode.TRAINING, SHAPE, 1);
    double[] x = clean.x().clone();
    x[Channels.index(SHAPE, SPOILT, 3)] = value;
    LayerOutput before = layer().run(clean);
    LayerOutput after = layer().run(clean.withX(x));
    for (Quantity quantity : before.quantities()) {
      for (int c = 0; c < SHAPE.channels(); c++) {
        double[] spoilt = channel(quantity, c, after);
        if (c == SPOILT && dependsOnX(quantity)) {
          // The mean of an infinity is infinite, or NaN where the mean is corrected.
          boolean mean = quantity == Quantity.RUNNING_MEAN || quantity == Quantity.D;
          assertTrue(
              Arrays.stream(spoilt).allMatch(v -> mean ? !Double.isFinite(v) : Double.isNaN(v)),
              () -> "%s: %s".formatted(quantity.label(), Arrays.toString(spoilt)));
        } else {
          assertSame(quantity.label(), channel(quantity, c, before), spoilt);
        }
      }
    }
  }

  private static boolean dependsOnX(Quantity quantity) {
    return quantity != Quantity.DBETA;
  }

  private static double[] channel(Quantity quantity, int c, LayerOutput out) {
    double[] values = out.get(quantity);
    return quantity.isElementwise() ? Channels.gather(SHAPE, c, values) : new double[] {values[c]};
  }

  @TestFactory
  Stream<DynamicTest> atInferenceNanReachesItsElementAlone() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput clean = new Steps(dtype, 22).step(kind, Mode.INFERENCE, SHAPE, 1);
          int at = Channels.index(SHAPE, SPOILT, 3);
          double[] x = clean.x().clone();
          x[at] = Double.NaN;
          LayerOutput before = layer().run(clean);
          LayerOutput after = layer().run(clean.withX(x));
          double[] expected = before.get(Quantity.Y).clone();
          expected[at] = Double.NaN;
          assertSame("y", expected, after.get(Quantity.Y));
          assertSame(Quantity.DX, before, after);
          assertStateKept(clean, after);
        });
  }

  @TestFactory
  Stream<DynamicTest> nanUpstreamLeavesTheForwardPassAlone() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput clean = new Steps(dtype, 23).step(kind, Mode.TRAINING, SHAPE, 1);
          double[] dy = clean.dy().clone();
          dy[Channels.index(SHAPE, SPOILT, 3)] = Double.NaN;
          LayerOutput before = layer().run(clean);
          LayerOutput after = layer().run(clean.withDy(dy));
          assertSame(Quantity.Y, before, after);
          assertSame(Quantity.RUNNING_MEAN, before, after);
          assertSame(Quantity.RUNNING_SPREAD, before, after);
          for (int c = 0; c < SHAPE.channels(); c++) {
            double[] dx = channel(Quantity.DX, c, after);
            if (c == SPOILT) {
              assertTrue(Arrays.stream(dx).allMatch(Double::isNaN));
            } else {
              assertSame("dx", channel(Quantity.DX, c, before), dx);
            }
            assertEquals(c == SPOILT, Double.isNaN(after.get(Quantity.DBETA)[c]));
            assertEquals(c == SPOILT, Double.isNaN(after.get(Quantity.DGAMMA)[c]));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aSpreadOfZeroHasNoQuotient() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 24).step(kind, Mode.TRAINING, new Shape(1, 2, 1), 1);
          LayerOutput out = layer().run(step.withEpsilon(0));
          assertTrue(Arrays.stream(out.get(Quantity.Y)).allMatch(Double::isNaN));
          assertTrue(Arrays.stream(out.get(Quantity.DX)).allMatch(Double::isNaN));
          assertTrue(Arrays.stream(out.get(Quantity.RUNNING_MEAN)).allMatch(Double::isFinite));
          assertTrue(Arrays.stream(out.get(Quantity.RUNNING_SPREAD)).allMatch(Double::isFinite));
        });
  }

  @TestFactory
  Stream<DynamicTest> besselsCorrectionNeedsTwoValues() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 25).step(kind, Mode.TRAINING, new Shape(1, 2, 1), 1);
          UpdateRule bessel = step.rule().withCorrection(Correction.BESSEL);
          assertThrows(IllegalArgumentException.class, () -> layer().run(step.withRule(bessel)));
          assertStateKept(step, layer().run(step.withRule(bessel.withSense(Sense.FROZEN))));
        });
  }

  @TestFactory
  Stream<DynamicTest> runningStatisticsThatCannotNormalizeAreRejected() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            LayerInput step = new Steps(dtype, 26).step(kind, mode, SHAPE, 1);
            assertRejected(step, 0.5, -1);
            assertRejected(step, 0.5, Double.NaN);
            assertRejected(step, Double.NaN, 1);
            if (kind == LayerKind.BATCH_RENORM) {
              assertRejected(step, 0.5, 0);
            }
          }
        });
  }

  private void assertRejected(LayerInput step, double mean, double spread) {
    double[] means = step.state().mean().clone();
    double[] spreads = step.state().spread().clone();
    means[SPOILT] = mean;
    spreads[SPOILT] = spread;
    LayerInput bad = step.withState(new RunningStatistics(means, spreads, 0));
    assertThrows(IllegalArgumentException.class, () -> layer().run(bad));
  }

  @TestFactory
  Stream<DynamicTest> aDtypeThatItDoesNotHaveIsUnsupported() {
    return everywhere(
        (kind, ignored) -> {
          for (Dtype dtype : Dtype.all()) {
            if (!layer().capabilities().dtypes().contains(dtype)) {
              LayerInput step = new Steps(dtype, 27).step(kind, Mode.TRAINING, SHAPE, 1);
              assertThrows(UnsupportedOperationException.class, () -> layer().run(step));
            }
          }
        });
  }
}
