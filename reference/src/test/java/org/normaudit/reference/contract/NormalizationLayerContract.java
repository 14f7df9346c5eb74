package org.normaudit.reference.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/**
 * The contract of every {@link org.normaudit.reference.NormalizationLayer}, at any precision. An
 * implementation's test extends this, gives the layer, and says what its arithmetic promises.
 * Results are held against the definition in {@value DecimalArithmetic#DIGITS}-digit decimals
 * within an {@link Allowance}; what is exact is compared exactly; quantities that a layer does not
 * have are left out.
 */
public abstract class NormalizationLayerContract extends EdgePolicyContract {

  /** One, two and three values; odd and prime sizes; each layout; one channel and many. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 3, 1),
          new Shape(2, 5, 1),
          new Shape(1, 2, 3),
          new Shape(31, 7, 1),
          new Shape(2, 3, 25),
          new Shape(1, 1, 67),
          new Shape(5, 17, 4),
          new Shape(129, 33, 1));

  private void check(LayerInput step) {
    Truth.check(step, layer().run(step), precision(step.dtype()));
  }

  @TestFactory
  Stream<DynamicTest> everyResultIsWithinItsBound() {
    return everywhere(
        (kind, dtype) -> {
          Steps steps = new Steps(dtype, 30);
          for (Mode mode : layer().capabilities().modes()) {
            for (Shape shape : SHAPES) {
              check(steps.step(kind, mode, shape, 1));
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theErrorGrowsNoFasterThanTheBoundAsTheMeanGrows() {
    return everywhere(
        (kind, dtype) -> {
          Steps steps = new Steps(dtype, 31);
          for (double offset = 1; offset <= 1 / Math.sqrt(dtype.unitRoundoff()); offset *= 4) {
            check(steps.step(kind, Mode.TRAINING, new Shape(6, 2, 11), offset));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> constantChannelsGiveBetaUpToRounding() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 32).step(kind, Mode.TRAINING, new Shape(7, 1, 3), 1);
          for (double value = 1; value <= 1e4; value *= 10) {
            double[] x = new double[step.shape().size()];
            Arrays.fill(x, dtype.round(value / 3));
            check(step.withX(x));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> withoutAffineParameters() {
    return everywhere(
        (kind, dtype) -> {
          for (Mode mode : layer().capabilities().modes()) {
            LayerInput step = new Steps(dtype, 33).step(kind, mode, new Shape(6, 4, 5), 1);
            LayerInput plain =
                LayerInput.of(kind, mode, dtype, step.shape(), step.x())
                    .withEpsilon(step.epsilon())
                    .withRule(step.rule())
                    .withState(step.state())
                    .withDy(step.dy());
            check(plain);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> everyUpdateRule() {
    return everywhere(
        (kind, dtype) -> {
          LayerInput step = new Steps(dtype, 34).step(kind, Mode.TRAINING, new Shape(6, 4, 5), 1);
          for (Sense sense : Sense.values()) {
            for (Correction correction : Correction.values()) {
              check(step.withRule(new UpdateRule(sense, Steps.MOMENTUM, correction)));
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> everyClip() {
    return of(
        LayerKind.BATCH_RENORM,
        (kind, dtype) -> {
          Steps steps = new Steps(dtype, 35);
          for (Clip clip :
              List.of(
                  Clip.NONE, Clip.symmetric(2, 0.5), Clip.symmetric(3, 5), Clip.symmetric(1, 5))) {
            for (double spread : new double[] {0.125, 1, 8}) {
              LayerInput step = steps.step(kind, Mode.TRAINING, new Shape(8, 4, 3), 2);
              check(step.withClip(clip).withState(withSpread(step, spread)));
            }
          }
        });
  }

  private static RunningStatistics withSpread(LayerInput step, double spread) {
    double[] spreads = new double[step.shape().channels()];
    Arrays.fill(spreads, spread);
    return new RunningStatistics(step.state().mean(), spreads, 0);
  }

  @TestFactory
  Stream<DynamicTest> everyMagnitudeThatStaysClearOfTheEdges() {
    return everywhere(
        (kind, dtype) -> {
          // Products of four values or of four 1/σ occur, and have to stay normal numbers.
          int reach = exponentReach(precision(dtype).storage()) / 8;
          LayerInput step = new Steps(dtype, 36).step(kind, Mode.TRAINING, new Shape(5, 3, 6), 1);
          for (int k = -reach; k <= reach; k += Math.max(1, reach)) {
            double factor = Math.scalb(1.0, k);
            RunningStatistics state = step.state();
            double spread = kind == LayerKind.BATCH_NORM ? factor * factor : factor;
            check(
                step.withX(times(step.x(), factor))
                    .withEpsilon(step.epsilon() * factor * factor)
                    .withState(
                        new RunningStatistics(
                            times(state.mean(), factor), times(state.spread(), spread), 0)));
          }
        });
  }

  private static int exponentReach(Dtype dtype) {
    return Math.getExponent(dtype.maxFinite());
  }
}
