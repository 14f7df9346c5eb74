package org.normaudit.reference.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** Results that hold to the bit for every order of the sums. */
abstract class ExactContract extends SampleContract {
  private static final Shape SHAPE = new Shape(3, 5, 7);
  private static final List<Quantity> OUTPUTS =
      List.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA);

  @TestFactory
  Stream<DynamicTest> aBatchOfOneHasNoGradient() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 1).step(kind, Mode.TRAINING, new Shape(1, 6, 1), 8);
          assertSame("dx", new double[6], layer().run(step).get(Quantity.DX));
        });
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfOneGivesBeta() {
    return of(
        LayerKind.BATCH_NORM,
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 2).step(kind, Mode.TRAINING, new Shape(1, 6, 1), 8);
          assertSame("y", step.beta(), layer().run(step).get(Quantity.Y));
        });
  }

  @TestFactory
  Stream<DynamicTest> aConstantChannelOfExactMeanGivesBeta() {
    return of(
        LayerKind.BATCH_NORM,
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 3).step(kind, Mode.TRAINING, new Shape(4, 2, 1), 0);
          double[] x = {3, -5, 3, -5, 3, -5, 3, -5};
          double[] beta = step.beta();
          double[] expected = {
            beta[0], beta[1], beta[0], beta[1], beta[0], beta[1], beta[0], beta[1]
          };
          assertSame("y", expected, layer().run(step.withX(x)).get(Quantity.Y));
        });
  }

  @TestFactory
  Stream<DynamicTest> renormalizationWithoutCorrectionIsBatchNormalization() {
    return of(
        LayerKind.BATCH_RENORM,
        (kind, dtype) -> {
          assumeTrue(layer().capabilities().layers().contains(LayerKind.BATCH_NORM));
          LayerInput step = new Steps(dtype, 4).step(kind, Mode.TRAINING, SHAPE, 2);
          LayerOutput plain = layer().run(step.withLayer(LayerKind.BATCH_NORM));
          LayerOutput renormalized = layer().run(step.withClip(Clip.NONE));
          for (Quantity quantity : OUTPUTS) {
            assertSame(quantity, plain, renormalized);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> scalingByAPowerOfTwoIsExact() {
    return of(
        LayerKind.BATCH_NORM,
        (kind, dtype) -> {
          assumeTrue(precision(dtype).isIeee(), "division and root are not rounded correctly");
          LayerInput step = new Steps(dtype, 5).step(kind, Mode.TRAINING, SHAPE, 2);
          LayerOutput plain = layer().run(step);
          LayerOutput scaled =
              layer().run(step.withX(times(step.x(), 8)).withEpsilon(step.epsilon() * 64));
          assertSame(Quantity.Y, plain, scaled);
          assertSame(Quantity.DGAMMA, plain, scaled);
          assertSame("dx", times(plain.get(Quantity.DX), 0.125), scaled.get(Quantity.DX));
        });
  }

  @TestFactory
  Stream<DynamicTest> aSignFlipIsExact() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            LayerInput step = new Steps(dtype, 6).step(kind, mode, SHAPE, 2);
            step = step.withAffine(step.gamma(), new double[SHAPE.channels()]);
            RunningStatistics state = step.state();
            LayerInput flipped =
                step.withX(times(step.x(), -1))
                    .withDy(times(step.dy(), -1))
                    .withState(
                        new RunningStatistics(
                            times(state.mean(), -1), state.spread(), state.updates()));
            LayerOutput plain = layer().run(step);
            LayerOutput mirrored = layer().run(flipped);
            assertSame("y", times(plain.get(Quantity.Y), -1), mirrored.get(Quantity.Y));
            assertSame("dx", times(plain.get(Quantity.DX), -1), mirrored.get(Quantity.DX));
            assertSame(Quantity.DGAMMA, plain, mirrored);
            assertSame(Quantity.RUNNING_SPREAD, plain, mirrored);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> inferenceAndFrozenTrainingLeaveTheStateAlone() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            LayerInput step = new Steps(dtype, 7).step(kind, mode, SHAPE, 2);
            UpdateRule rule = mode == Mode.INFERENCE ? step.rule() : UpdateRule.frozen();
            assertStateKept(step, layer().run(step.withRule(rule)));
          }
        });
  }

  static void assertStateKept(LayerInput step, LayerOutput out) {
    assertSame("running mean", step.state().mean(), out.get(Quantity.RUNNING_MEAN));
    assertSame("running spread", step.state().spread(), out.get(Quantity.RUNNING_SPREAD));
  }

  @TestFactory
  Stream<DynamicTest> outputsDoNotDependOnTheMomentum() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 8).step(kind, Mode.TRAINING, SHAPE, 2);
          LayerOutput one = layer().run(step);
          LayerOutput other = layer().run(step.withRule(UpdateRule.rate(1)));
          for (Quantity quantity : OUTPUTS) {
            assertSame(quantity, one, other);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> trainingByBatchStatisticsDoesNotDependOnTheState() {
    return of(
        LayerKind.BATCH_NORM,
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 9).step(kind, Mode.TRAINING, SHAPE, 2);
          LayerInput other = step.withState(RunningStatistics.initial(SHAPE.channels()));
          for (Quantity quantity : OUTPUTS) {
            assertSame(quantity, layer().run(step), layer().run(other));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> atTheRunningStatisticsThereIsNothingToCorrect() {
    return of(
        LayerKind.BATCH_RENORM,
        (kind, dtype) -> {
          assumeTrue(layer().capabilities().quantities().contains(Quantity.R));
          // Values ±3 around 5: the mean is 5 and σ = √(9 + 16) = 5, exactly.
          LayerInput step = new Steps(dtype, 10).step(kind, Mode.TRAINING, new Shape(4, 1, 1), 0);
          LayerOutput out =
              layer()
                  .run(
                      step.withX(new double[] {2, 8, 8, 2})
                          .withEpsilon(16)
                          .withState(new RunningStatistics(new double[] {5}, new double[] {5}, 0)));
          assertEquals(1, out.get(Quantity.R)[0]);
          assertEquals(0, out.get(Quantity.D)[0]);
        });
  }

  @TestFactory
  Stream<DynamicTest> aTraceCarriesItsOwnState() {
    return everywhere(
        (kind, dtype) -> {
          Steps steps = new Steps(dtype, 11);
          List<LayerInput> inputs =
              Stream.generate(() -> steps.step(kind, Mode.TRAINING, SHAPE, 2))
                  .limit(3)
                  .map(step -> step.withRule(UpdateRule.cumulative(step.rule().correction())))
                  .toList();
          RunningStatistics state = inputs.get(0).state();
          List<LayerOutput> outputs = layer().trace(inputs);
          for (int i = 0; i < inputs.size(); i++) {
            LayerOutput expected = layer().run(inputs.get(i).withState(state));
            assertSame(Quantity.RUNNING_MEAN, expected, outputs.get(i));
            assertSame(Quantity.RUNNING_SPREAD, expected, outputs.get(i));
            state =
                new RunningStatistics(
                    expected.get(Quantity.RUNNING_MEAN),
                    expected.get(Quantity.RUNNING_SPREAD),
                    state.updates() + 1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> noInputIsModified() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            LayerInput step = new Steps(dtype, 12).step(kind, mode, SHAPE, 2);
            LayerInput twin = new Steps(dtype, 12).step(kind, mode, SHAPE, 2);
            LayerOutput out = layer().run(step);
            Arrays.fill(out.get(Quantity.RUNNING_MEAN), Double.NaN);
            assertSame("x", twin.x(), step.x());
            assertSame("dy", twin.dy(), step.dy());
            assertSame("gamma", twin.gamma(), step.gamma());
            assertSame("beta", twin.beta(), step.beta());
            assertSame("running mean", twin.state().mean(), step.state().mean());
            assertSame("running spread", twin.state().spread(), step.state().spread());
          }
        });
  }
}
