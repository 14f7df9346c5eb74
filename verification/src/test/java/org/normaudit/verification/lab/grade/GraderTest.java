package org.normaudit.verification.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;
import org.normaudit.verification.lab.variants.VariantLayer;

/** Every algorithm that is known is named rightly, and what is not one of them is not named. */
final class GraderTest {
  private static final long[] SEEDS = {20_240_517, -3, 8_675_309_123_456_789L};

  private static final Map<Layer, Convention> PAPER =
      Map.of(Layers.of("batchnorm"), Layers.of("batchnorm").paper());

  /** An implementation, and the class that its errors should imply. */
  record Known(AlgorithmClass expected, Variant variant, long seed) {}

  static Stream<Known> known() {
    List<Known> all = new ArrayList<>();
    List<Long> seeds =
        Arrays.stream(SEEDS).limit(Thorough.isAskedFor() ? SEEDS.length : 1).boxed().toList();
    for (Dtype dtype : List.of(Dtype.FLOAT32, Dtype.FLOAT64)) {
      Variant plain = Variant.plain(dtype);
      for (long seed : seeds) {
        for (boolean fused : new boolean[] {false, true}) {
          if (!Thorough.isAskedFor() && fused == dtype.equals(Dtype.FLOAT64)) {
            continue;
          }
          Variant base = plain.withFused(fused);
          all.add(new Known(AlgorithmClass.ONE_PASS, base.with(VarianceAlgorithm.ONE_PASS), seed));
          all.add(
              new Known(
                  AlgorithmClass.SHIFTED_ONE_PASS,
                  base.with(VarianceAlgorithm.SHIFTED_ONE_PASS),
                  seed));
          all.add(new Known(AlgorithmClass.TWO_PASS, base, seed));
          all.add(
              new Known(
                  AlgorithmClass.CORRECTED_TWO_PASS,
                  base.with(VarianceAlgorithm.CORRECTED_TWO_PASS),
                  seed));
          all.add(new Known(AlgorithmClass.UPDATING, base.with(VarianceAlgorithm.WELFORD), seed));
          all.add(new Known(AlgorithmClass.UPDATING, base.with(VarianceAlgorithm.MERGED), seed));
          all.add(new Known(AlgorithmClass.PAIRWISE, base.with(Summation.PAIRWISE), seed));
        }
      }
    }
    for (long seed : seeds) {
      Variant single = Variant.plain(Dtype.FLOAT32);
      all.add(new Known(AlgorithmClass.WIDE, single.with(VarianceAlgorithm.WIDE_ONE_PASS), seed));
      all.add(new Known(AlgorithmClass.WIDE, single.withCompute(Dtype.FLOAT64), seed));
      for (Dtype narrow : List.of(Dtype.BFLOAT16, Dtype.BINARY16)) {
        Variant kernel = Variant.plain(narrow).withCompute(Dtype.FLOAT32);
        all.add(new Known(AlgorithmClass.WIDE, kernel, seed));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("known")
  void aKnownAlgorithmIsNamed(Known known) {
    Variant variant = known.variant;
    Grade grade = new Grader(known.seed).grade(variant.subject("known"), PAPER, variant.storage());
    assertEquals(known.expected, grade.algorithm(), grade + " " + variant);
  }

  /** A layer whose running spread is spoilt, and nothing else. */
  private record Spoilt(DefinedLayer<Double> layer, SpreadChange change) implements Implementation {
    @Override
    public Supported supported() {
      return layer.supported();
    }

    @Override
    public StepOutput run(Step input) {
      StepOutput output = layer.run(input);
      double[] spread = output.get(Roles.RUNNING_SPREAD).clone();
      for (int c = 0; c < spread.length; c++) {
        spread[c] = input.dtype().round(change.of(spread[c], input));
      }
      return output.with(Roles.RUNNING_SPREAD, spread);
    }
  }

  private interface SpreadChange {
    double of(double spread, Step input);
  }

  private static AlgorithmClass spoilt(Dtype dtype, SpreadChange change) {
    DefinedLayer<Double> layer = VariantLayer.of(Variant.plain(dtype));
    Subject subject = new LayerSubject("spoilt", new Spoilt(layer, change), ErrorModel::ieee);
    return new Grader(SEEDS[0]).grade(subject, PAPER, dtype).algorithm();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f64"})
  void errorsThatNoAlgorithmMakesAreUnknown(Dtype dtype) {
    Random random = new Random(5);
    SpreadChange noise = (v, in) -> v * (1 + random.nextGaussian() / 1000);
    SpreadChange bessel = (v, in) -> v * in.shape().count() / (in.shape().count() - 1.0);
    SpreadChange half = (v, in) -> v / 2;
    SpreadChange constant = (v, in) -> 1;
    for (SpreadChange change : List.of(noise, bessel, half, constant)) {
      assertEquals(AlgorithmClass.UNKNOWN, spoilt(dtype, change));
    }
  }

  /** One-pass where the channels lie in the layout of its choice, two-pass elsewhere. */
  private record OneOfTwoPaths(boolean planes) implements Implementation {
    private static final DefinedLayer<Double> HONEST =
        VariantLayer.of(Variant.plain(Dtype.FLOAT32));
    private static final DefinedLayer<Double> ONE_PASS =
        VariantLayer.of(Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS));

    @Override
    public Supported supported() {
      return HONEST.supported();
    }

    @Override
    public StepOutput run(Step input) {
      return (input.shape().inner() > 1 == planes ? ONE_PASS : HONEST).run(input);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBadVarianceInOneLayoutIsTheGrade(boolean planes) {
    Subject subject = new LayerSubject("two paths", new OneOfTwoPaths(planes), ErrorModel::ieee);
    Grade grade = new Grader(SEEDS[0]).grade(subject, PAPER, Dtype.FLOAT32);
    assertEquals(AlgorithmClass.ONE_PASS, grade.algorithm());
    assertTrue(grade.note().contains(planes ? "planes" : "last"), grade.note());
  }

  @Test
  void theVarianceIsReadFromTheOutputWhereNoSpreadIsKept() {
    DefinedLayer<Double> layer =
        VariantLayer.of(Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS));
    Supported all = layer.supported();
    Subject outputOnly =
        new LayerSubject(
            "output only",
            new Implementation() {
              @Override
              public Supported supported() {
                return new Supported(
                    all.name(),
                    all.ranOn(),
                    all.layers(),
                    all.modes(),
                    all.dtypes(),
                    Set.of(Roles.Y));
              }

              @Override
              public StepOutput run(Step input) {
                return StepOutput.empty().with(Roles.Y, layer.run(input).get(Roles.Y));
              }
            },
            ErrorModel::ieee);
    Grade grade = new Grader(SEEDS[1]).grade(outputOnly, PAPER, Dtype.FLOAT32);
    assertTrue(grade.note().startsWith("read from y,"), grade.note());
    Grade.Rung first = grade.ladder().get(0);
    Grade.Rung last = grade.ladder().get(grade.ladder().size() - 1);
    assertTrue(first.digits() > 4, grade.toString());
    assertEquals(0, last.digits(), grade.toString());
  }

  @Test
  void aGradeCanBeQuoted() {
    Variant welford = Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.WELFORD);
    Grade grade = new Grader(1).grade(welford.subject("welford"), PAPER, Dtype.FLOAT32);
    assertTrue(
        grade.text().matches("f32, Welford-class, [0-7] digits left at κ = 1e4"), grade.text());
  }
}
