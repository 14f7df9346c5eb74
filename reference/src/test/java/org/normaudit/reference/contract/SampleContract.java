package org.normaudit.reference.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/** The contract of the layers without running statistics. */
abstract class SampleContract extends ContractBase {
  private static final Shape SHAPE = new Shape(3, 6, 5);
  private static final List<Quantity> OUTPUTS =
      List.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA);

  private static LayerInput step(LayerKind kind, Dtype dtype, int seed, Shape shape, double mean) {
    int groups = kind.isGrouped() && shape.channels() % 3 == 0 ? 3 : 1;
    return new Steps(dtype, seed).step(kind, Mode.TRAINING, shape, mean).withGroups(groups);
  }

  @TestFactory
  Stream<DynamicTest> everyResultOfASampleIsWithinItsBound() {
    return bySample(
        (kind, dtype) -> {
          for (Shape shape :
              List.of(
                  new Shape(1, 3, 1),
                  new Shape(7, 6, 1),
                  new Shape(2, 1, 5),
                  new Shape(31, 9, 1),
                  SHAPE,
                  new Shape(2, 12, 11))) {
            for (double mean : new double[] {0, 1, 16}) {
              check(step(kind, dtype, 40, shape, mean));
            }
          }
        });
  }

  private void check(LayerInput in) {
    LayerOutput out = layer().run(in);
    assertFalse(out.has(Quantity.RUNNING_MEAN), "a running mean");
    assertFalse(out.has(Quantity.R), "a scale correction");
    StepOutput byRole = StepOutput.empty();
    for (Quantity quantity : out.quantities()) {
      byRole = byRole.with(ClassicalView.role(quantity), out.get(quantity));
    }
    Step step = ClassicalView.step(in);
    assertTrue(SampleTruth.check(step, byRole, precision(in.dtype())).contains(Roles.GRAD_X));
  }

  @TestFactory
  Stream<DynamicTest> modeRuleAndStateAreNotRead() {
    return bySample(
        (kind, dtype) -> {
          LayerInput in = step(kind, dtype, 41, SHAPE, 1);
          LayerOutput plain = layer().run(in);
          LayerInput other =
              in.withMode(Mode.INFERENCE)
                  .withRule(UpdateRule.frozen())
                  .withState(RunningStatistics.initial(6));
          assertEquals(2, layer().trace(List.of(in, other)).size());
          OUTPUTS.forEach(quantity -> assertSame(quantity, plain, layer().run(other)));
        });
  }

  @TestFactory
  Stream<DynamicTest> oneValueGivesBetaAndNoGradient() {
    return bySample(
        (kind, dtype) -> {
          if (!kind.isCentered()) {
            return;
          }
          LayerInput in = step(kind, dtype, 42, new Shape(4, 1, 1), 8);
          LayerOutput out = layer().run(in);
          double beta = in.beta()[0];
          assertSame("y", new double[] {beta, beta, beta, beta}, out.get(Quantity.Y));
          assertSame("dx", new double[4], out.get(Quantity.DX));
        });
  }

  @TestFactory
  Stream<DynamicTest> nothingGivesNothing() {
    return bySample(
        (kind, dtype) -> {
          for (Shape shape : List.of(new Shape(0, 6, 4), new Shape(5, 6, 0))) {
            LayerOutput out = layer().run(step(kind, dtype, 43, shape, 1));
            assertEquals(0, out.get(Quantity.Y).length);
            assertEquals(0, out.get(Quantity.DX).length);
            assertSame("dgamma", new double[6], out.get(Quantity.DGAMMA));
            assertSame("dbeta", new double[6], out.get(Quantity.DBETA));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> nanReachesWhatSharesItsStatistics() {
    return bySample(
        (kind, dtype) -> {
          LayerInput clean = step(kind, dtype, 44, SHAPE, 1);
          double[] x = clean.x().clone();
          int at = 17;
          x[at] = Double.NaN;
          LayerOutput before = layer().run(clean);
          LayerOutput after = layer().run(clean.withX(x));
          int size = clean.statistics().inner();
          for (Quantity quantity : List.of(Quantity.Y, Quantity.DX)) {
            double[] expected = before.get(quantity).clone();
            Arrays.fill(expected, at / size * size, (at / size + 1) * size, Double.NaN);
            assertSame(quantity.label(), expected, after.get(quantity));
          }
          assertSame(Quantity.DBETA, before, after);
        });
  }

  @TestFactory
  Stream<DynamicTest> scalingASampleByAPowerOfTwoIsExact() {
    return bySample(
        (kind, dtype) -> {
          LayerInput in = step(kind, dtype, 45, SHAPE, 2);
          LayerOutput plain = layer().run(in);
          LayerOutput scaled =
              layer().run(in.withX(times(in.x(), -2)).withEpsilon(in.epsilon() * 4));
          LayerInput flat = in.withAffine(in.gamma(), new double[6]);
          assertSame(
              "y",
              times(layer().run(flat).get(Quantity.Y), -1),
              layer().run(flat.withX(times(in.x(), -1))).get(Quantity.Y));
          assertSame("dgamma", times(plain.get(Quantity.DGAMMA), -1), scaled.get(Quantity.DGAMMA));
          assertSame("dx", times(plain.get(Quantity.DX), 0.5), scaled.get(Quantity.DX));
        });
  }

  @TestFactory
  Stream<DynamicTest> groupsOfOneAndOfAllAreTheOtherLayers() {
    return of(
        LayerKind.GROUP_NORM,
        (kind, dtype) -> {
          LayerInput in = step(kind, dtype, 46, SHAPE, 1);
          LayerOutput all = layer().run(in.withGroups(1));
          LayerOutput one = layer().run(in.withGroups(6));
          for (Quantity quantity : OUTPUTS) {
            assertSame(quantity, layer().run(in.withLayer(LayerKind.LAYER_NORM)), all);
            assertSame(quantity, layer().run(in.withLayer(LayerKind.INSTANCE_NORM)), one);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> withoutAMeanAMeanOfZeroMakesNoDifference() {
    return of(
        LayerKind.RMS_NORM,
        (kind, dtype) -> {
          // Values of mean 0, and an upstream gradient whose product with γ has mean 0.
          LayerInput in =
              LayerInput.of(kind, Mode.TRAINING, dtype, new Shape(1, 4, 1), pattern(3, -1, -4, 2))
                  .withDy(pattern(1, 1, -3, 1));
          LayerOutput out = layer().run(in);
          LayerOutput centered = layer().run(in.withLayer(LayerKind.LAYER_NORM));
          OUTPUTS.forEach(quantity -> assertSame(quantity, centered, out));
        });
  }

  private static double[] pattern(double... values) {
    return values;
  }

  @TestFactory
  Stream<DynamicTest> noInputOfASampleIsModified() {
    return bySample(
        (kind, dtype) -> {
          LayerInput in = step(kind, dtype, 47, SHAPE, 1);
          LayerInput twin = step(kind, dtype, 47, SHAPE, 1);
          layer().run(in);
          assertSame("x", twin.x(), in.x());
          assertSame("dy", twin.dy(), in.dy());
          assertSame("gamma", twin.gamma(), in.gamma());
          assertSame("beta", twin.beta(), in.beta());
        });
  }
}
