package org.normaudit.verification.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.random.Well19937c;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.truth.Truth;
import org.normaudit.verification.variants.VarianceAlgorithm;
import org.normaudit.verification.variants.Variant;
import org.normaudit.verification.variants.VariantLayer;

class SoundnessTest {
  private static final List<LayerKind> BOTH = List.of(LayerKind.BATCH_RENORM, LayerKind.BATCH_NORM);
  private static final List<LayerKind> LAYERS = List.of(LayerKind.values());

  @Property(tries = 80)
  void anHonestImplementationNeverLeavesItsBounds(@ForAll long seed) {
    Trial trial = new Trial(seed, 0, LAYERS).run();
    for (Trial.Observation seen : trial.observations()) {
      for (Map.Entry<Quantity, Double> share : seen.measured().shares().entrySet()) {
        assertTrue(
            !(share.getValue() > 1),
            () ->
                "%s of %s at step %d: %s"
                    .formatted(share, trial.subject().name(), seen.step(), seen.input()));
      }
    }
  }

  @Example
  void everyOutputComesNearItsBound() throws InterruptedException {
    Soundness soundness = Soundness.run(6_000, 1, BOTH, 1, done -> {});
    assertEquals(List.of(), soundness.unsound());
    // The rows of the narrow formats take more steps than a test has; the command takes them.
    List<String> wide = soundness.wide();
    assertEquals(
        List.of(), wide.stream().filter(output -> !output.contains("16")).toList(), wide::toString);
  }

  @Example
  void theBoundsOfSamplesHoldWhereProductsUnderflow() throws InterruptedException {
    // Trial 55 found the first of them: a subnormal dx, 1.6 times its bound of then.
    List<LayerKind> samples = LAYERS.stream().filter(layer -> !layer.isStateful()).toList();
    assertEquals(List.of(), Soundness.run(2_000, 1, samples, 1, done -> {}).unsound());
  }

  @Example
  void theSameSeedGivesTheSameTableOnAnyNumberOfThreads() throws InterruptedException {
    Soundness one = Soundness.run(300, 7, BOTH, 1, done -> {});
    Soundness three = Soundness.run(300, 7, BOTH, 3, done -> {});
    assertEquals(one.rows().keySet(), three.rows().keySet());
    one.rows()
        .forEach(
            (row, shares) -> {
              assertEquals(shares.worst(), three.rows().get(row).worst());
              assertEquals(shares.worstStep(), three.rows().get(row).worstStep());
              assertEquals(shares.judged(), three.rows().get(row).judged());
            });
  }

  @Example
  void aOnePassVarianceLeavesThem() {
    Variant onePass = Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS);
    Subject claims =
        new LayerSubject("claims", new VariantLayer(onePass), dtype -> ErrorModel.ieee(dtype));
    StepDraw draw =
        new StepDraw(new Well19937c(1), LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT32);
    Shares shares = new Shares();
    for (int step = 0; step < 100; step++) {
      LayerInput input = draw.draw();
      Truth truth = Truth.of(input, Convention.paper(LayerKind.BATCH_NORM), 0);
      shares.add(Measured.of(claims, input, truth).shares().get(Quantity.RUNNING_SPREAD), "");
    }
    assertTrue(shares.worst() > 1, "worst share: " + shares.worst());
  }

  @Property(tries = 60)
  void doubleDoubleLiesWithinItsOwnRadiusOfTheExactAnswer(
      @ForAll long seed, @ForAll LayerKind layer, @ForAll Mode mode) {
    LayerInput input = new StepDraw(new Well19937c(seed), layer, mode, Dtype.FLOAT64).draw();
    Convention paper = Convention.paper(layer);
    Truth fast = Truth.of(input, paper, 0);
    Truth exact = Truth.of(input, paper, Integer.MAX_VALUE);
    for (Quantity quantity : exact.quantities()) {
      for (int i = 0; i < exact.nearest(quantity).length; i++) {
        double difference =
            fast.nearest(quantity)[i]
                - exact.nearest(quantity)[i]
                + (fast.rest(quantity, i) - exact.rest(quantity, i));
        // What a pair of binary64 numbers cannot hold of the exact answer.
        double held = Math.ulp(Math.ulp(exact.nearest(quantity)[i]));
        assertTrue(
            !(Math.abs(difference) > fast.radius(quantity, i) + held),
            quantity + " differs by " + difference + " where " + fast.radius(quantity, i));
      }
    }
  }
}
