package org.normaudit.verification.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.variants.Summation;
import org.normaudit.verification.variants.VarianceAlgorithm;
import org.normaudit.verification.variants.Variant;
import org.normaudit.verification.variants.VariantLayer;

/** Every algorithm that is known is named rightly, and what is not one of them is not named. */
final class GraderTest {
  private static final long[] SEEDS = {20_240_517, -3, 8_675_309_123_456_789L};

  private static final Map<LayerKind, Convention> PAPER =
      Map.of(LayerKind.BATCH_NORM, Convention.paper(LayerKind.BATCH_NORM));

  /** An implementation, and the class that its errors should imply. */
  record Known(AlgorithmClass expected, Variant variant, long seed) {}

  static Stream<Known> known() {
    List<Known> all = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.FLOAT32, Dtype.FLOAT64)) {
      Variant plain = Variant.plain(dtype);
      for (long seed : SEEDS) {
        for (boolean fused : new boolean[] {false, true}) {
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
    for (long seed : SEEDS) {
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
  private record Spoilt(VariantLayer layer, SpreadChange change) implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return layer.capabilities();
    }

    @Override
    public LayerOutput run(LayerInput input) {
      LayerOutput output = layer.run(input);
      double[] spread = output.get(Quantity.RUNNING_SPREAD).clone();
      for (int c = 0; c < spread.length; c++) {
        spread[c] = input.dtype().round(change.of(spread[c], input));
      }
      return output.with(Quantity.RUNNING_SPREAD, spread);
    }
  }

  private interface SpreadChange {
    double of(double spread, LayerInput input);
  }

  private static AlgorithmClass spoilt(Dtype dtype, SpreadChange change) {
    VariantLayer layer = new VariantLayer(Variant.plain(dtype));
    Subject subject = new LayerSubject("spoilt", new Spoilt(layer, change), ErrorModel::ieee);
    return new Grader(SEEDS[0]).grade(subject, PAPER, dtype).algorithm();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
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
  private record OneOfTwoPaths(boolean planes) implements NormalizationLayer {
    private static final VariantLayer HONEST = new VariantLayer(Variant.plain(Dtype.FLOAT32));
    private static final VariantLayer ONE_PASS =
        new VariantLayer(Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS));

    @Override
    public Capabilities capabilities() {
      return HONEST.capabilities();
    }

    @Override
    public LayerOutput run(LayerInput input) {
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
    VariantLayer layer =
        new VariantLayer(Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS));
    Capabilities all = layer.capabilities();
    Subject outputOnly =
        new LayerSubject(
            "output only",
            new NormalizationLayer() {
              @Override
              public Capabilities capabilities() {
                return new Capabilities(
                    all.name(),
                    all.ranOn(),
                    all.layers(),
                    all.modes(),
                    all.dtypes(),
                    EnumSet.of(Quantity.Y));
              }

              @Override
              public LayerOutput run(LayerInput input) {
                return LayerOutput.empty().with(Quantity.Y, layer.run(input).get(Quantity.Y));
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
