package org.normaudit.verification.lab.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.random.Well19937c;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Preset;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.Truth;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;
import org.normaudit.verification.lab.variants.VariantLayer;

class SoundnessTest {
  private static final List<Layer> BOTH = List.of(Layers.of("batchrenorm"), Layers.of("batchnorm"));
  private static final List<Layer> LAYERS = Layers.all();

  @Property(tries = 80)
  void anHonestImplementationNeverLeavesItsBounds(@ForAll long seed, @ForAll boolean corners) {
    assertSound(new Trial(seed, 0, LAYERS, corners));
  }

  @Example
  void noClipIsJudgedMoreNarrowlyThanBinary64Knows() {
    // Step 11: d of means of 3e7, whose difference binary64 knows to a few of their last digits.
    assertSound(new Trial(2, 26905, BOTH, false));
  }

  private static void assertSound(Trial trial) {
    for (Trial.Observation seen : trial.run().observations()) {
      for (Map.Entry<Role, Double> share : seen.measured().shares().entrySet()) {
        assertTrue(
            !(share.getValue() > 1),
            () ->
                share
                    + " of "
                    + trial.subject().name()
                    + " under "
                    + trial.convention()
                    + " at step "
                    + seen.step()
                    + ": "
                    + seen.input());
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
    List<Layer> samples = LAYERS.stream().filter(layer -> !layer.has(Roles.RUNNING_MEAN)).toList();
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
        new LayerSubject("claims", VariantLayer.of(onePass), dtype -> ErrorModel.ieee(dtype));
    StepDraw draw =
        new StepDraw(
            new Well19937c(1),
            Layers.of("batchnorm"),
            Mode.TRAINING,
            Dtype.FLOAT32,
            Layers.of("batchnorm").paper());
    Shares shares = new Shares();
    for (int step = 0; step < 100; step++) {
      Step input = draw.draw();
      Truth truth = Truth.of(input, Layers.of("batchnorm").paper(), 0);
      shares.add(
          Measured.of(claims, input, truth, Layers.of("batchnorm").paper())
              .shares()
              .get(Roles.RUNNING_SPREAD),
          "");
    }
    assertTrue(shares.worst() > 1, "worst share: " + shares.worst());
  }

  @Provide
  Arbitrary<Layer> layers() {
    return Arbitraries.of(Layers.all());
  }

  @Property(tries = 100)
  void doubleDoubleLiesWithinItsOwnRadiusOfTheExactAnswer(
      @ForAll long seed,
      @ForAll("layers") Layer layer,
      @ForAll Mode mode,
      @ForAll @IntRange(max = 99) int preset) {
    List<Preset> presets = layer.presets();
    Convention convention = presets.get(preset % presets.size()).convention();
    isWithinItsOwnRadius(seed, layer, mode, convention);
  }

  @Example
  void itDoesWhereTheMeansDifferByLessThanBinary64Holds() {
    // d is clipped, but from the means as binary64 holds them it would be 0.
    Layer layer = Layers.of("batchrenorm");
    isWithinItsOwnRadius(Long.MAX_VALUE - 1, layer, Mode.TRAINING, layer.paper());
  }

  private static void isWithinItsOwnRadius(
      long seed, Layer layer, Mode mode, Convention convention) {
    Step input = new StepDraw(new Well19937c(seed), layer, mode, Dtype.FLOAT64, convention).draw();
    Truth fast = Truth.of(input, convention, 0);
    Truth exact = Truth.of(input, convention, Integer.MAX_VALUE);
    for (Role quantity : exact.roles()) {
      for (int i = 0; i < exact.nearest(quantity).length; i++) {
        double difference =
            fast.nearest(quantity)[i]
                - exact.nearest(quantity)[i]
                + (fast.values(quantity).rest(i) - exact.values(quantity).rest(i));
        // What a pair of binary64 numbers cannot hold of the exact answer.
        double held = Math.ulp(Math.ulp(exact.nearest(quantity)[i]));
        assertTrue(
            !(Math.abs(difference) > fast.values(quantity).radius(i) + held),
            quantity + " differs by " + difference + " where " + fast.values(quantity).radius(i));
      }
    }
  }
}
