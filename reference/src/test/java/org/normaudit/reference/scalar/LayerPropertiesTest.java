package org.normaudit.reference.scalar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.Allowance;
import org.normaudit.reference.contract.Precision;
import org.normaudit.reference.contract.Steps;

/** What holds of the scalar layers up to rounding, to the sum of the bounds of what is compared. */
class LayerPropertiesTest {
  private static final Precision BINARY64 = Precision.ieee(Dtype.FLOAT64);
  private static final ReferenceLayer LAYER = new ReferenceLayer();

  /** All numbers are multiples of 2^−20 and small, so that sums of a few of them are exact. */
  @Provide
  Arbitrary<LayerKind> batchStatistics() {
    return Arbitraries.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM);
  }

  private static LayerInput step(LayerKind layer, long seed, int m) {
    LayerInput step =
        new Steps(Dtype.FLOAT64, seed).step(layer, Mode.TRAINING, new Shape(m, 1, 1), 2);
    RunningStatistics state = step.state();
    return step.withX(coarse(step.x()))
        .withDy(coarse(step.dy()))
        .withState(new RunningStatistics(coarse(state.mean()), state.spread(), 0));
  }

  private static double[] coarse(double[] values) {
    return Arrays.stream(values).map(v -> Math.rint(v * 0x1p20) * 0x1p-20).toArray();
  }

  private static double[] allowed(LayerInput step, Quantity quantity) {
    return Allowance.of(step, 0, BINARY64).get(quantity);
  }

  private static double[] run(LayerInput step, Quantity quantity) {
    return LAYER.run(step).get(quantity);
  }

  private static double[] plus(double[] v, double[] w) {
    return IntStream.range(0, v.length).mapToDouble(i -> v[i] + w[i]).toArray();
  }

  private static void assertClose(double[] a, double[] b, double[] allowed) {
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      double bound = allowed[i];
      assertTrue(difference <= bound, () -> "off by " + difference + ", allowed " + bound);
    }
  }

  @Property
  void aBiasBeforeTheLayerHasNoGradient(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int m) {
    LayerInput step = step(layer, seed, m);
    double sum = Exact.sum(run(step, Quantity.DX)).abs().doubleValue();
    double bound = Arrays.stream(allowed(step, Quantity.DX)).sum();
    assertTrue(sum <= bound, () -> sum + " > " + bound);
  }

  @Property
  void gradientsAreLinearInTheUpstreamGradient(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int m) {
    LayerInput one = step(layer, seed, m);
    LayerInput other = one.withDy(step(layer, seed + 1, m).dy());
    LayerInput both = one.withDy(plus(one.dy(), other.dy()));
    for (Quantity quantity : List.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)) {
      double[] separate = plus(run(one, quantity), run(other, quantity));
      double[] bound =
          plus(allowed(both, quantity), plus(allowed(one, quantity), allowed(other, quantity)));
      // Adding the two results rounds once more.
      for (int i = 0; i < bound.length; i++) {
        bound[i] += Math.ulp(separate[i]) / 2;
      }
      assertClose(separate, run(both, quantity), bound);
    }
  }

  @Property
  void theOrderOfTheBatchDoesNotMatter(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int m) {
    LayerInput step = step(layer, seed, m);
    List<Integer> order = new ArrayList<>(IntStream.range(0, m).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    LayerInput shuffled = step.withX(permuted(step.x(), order)).withDy(permuted(step.dy(), order));
    for (Quantity quantity : List.of(Quantity.Y, Quantity.DX)) {
      double[] bound = permuted(allowed(step, quantity), order);
      assertClose(
          permuted(run(step, quantity), order), run(shuffled, quantity), plus(bound, bound));
    }
    for (Quantity quantity : List.of(Quantity.DGAMMA, Quantity.DBETA, Quantity.RUNNING_SPREAD)) {
      double[] bound = allowed(step, quantity);
      assertClose(run(step, quantity), run(shuffled, quantity), plus(bound, bound));
    }
  }

  private static double[] permuted(double[] values, List<Integer> order) {
    return order.stream().mapToDouble(i -> values[i]).toArray();
  }

  /** A shift of x, and of the running mean, by a whole number that leaves every value exact. */
  @Property
  void aShiftOfTheInputIsTakenOut(
      @ForAll("batchStatistics") LayerKind layer,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int m,
      @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int shift) {
    LayerInput step = step(layer, seed, m);
    double[] mean = {step.state().mean()[0] + shift};
    LayerInput shifted =
        step.withX(Arrays.stream(step.x()).map(v -> v + shift).toArray())
            .withState(new RunningStatistics(mean, step.state().spread(), 0));
    for (Quantity quantity :
        List.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.RUNNING_SPREAD)) {
      double[] bound = plus(allowed(step, quantity), allowed(shifted, quantity));
      assertClose(run(step, quantity), run(shifted, quantity), bound);
    }
  }

  @Property
  void unclippedTrainingIsInferenceBeforeTheUpdate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int m) {
    LayerInput training = step(LayerKind.BATCH_RENORM, seed, m);
    LayerInput inference = training.withMode(Mode.INFERENCE);
    double[] bound = plus(allowed(training, Quantity.Y), allowed(inference, Quantity.Y));
    assertClose(run(training, Quantity.Y), run(inference, Quantity.Y), bound);
  }

  @Property
  void withoutCorrectionBothLayersAreOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int m) {
    LayerInput step = step(LayerKind.BATCH_RENORM, seed, m).withClip(Clip.NONE);
    LayerOutput renormalized = LAYER.run(step);
    LayerOutput plain = LAYER.run(step.withLayer(LayerKind.BATCH_NORM));
    for (Quantity quantity : plain.quantities()) {
      if (quantity != Quantity.RUNNING_MEAN && quantity != Quantity.RUNNING_SPREAD) {
        assertClose(
            plain.get(quantity),
            renormalized.get(quantity),
            new double[plain.get(quantity).length]);
      }
    }
  }

  @Property
  void repeatingTheBatchChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 2, max = 4) int times) {
    LayerInput step = step(LayerKind.BATCH_NORM, seed, m);
    Shape shape = new Shape(m * times, 1, 1);
    double[] x = new double[shape.size()];
    double[] dy = new double[shape.size()];
    Arrays.setAll(x, i -> step.x()[i % m]);
    Arrays.setAll(dy, i -> step.dy()[i % m]);
    LayerInput repeated =
        LayerInput.of(LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, shape, x)
            .withEpsilon(step.epsilon())
            .withAffine(step.gamma(), step.beta())
            .withDy(dy);
    for (Quantity quantity : List.of(Quantity.Y, Quantity.DX)) {
      assertClose(
          run(step, quantity),
          Arrays.copyOf(run(repeated, quantity), m),
          plus(allowed(step, quantity), allowed(repeated, quantity)));
    }
  }
}
