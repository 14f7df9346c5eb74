package org.normaudit.verification.core.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Step;

final class CaseLineTest {

  @Property(tries = 500)
  void everyCaseIsReadBackFromItsLine(@ForAll("cases") Case c) {
    assertEquals(c, CaseLine.parse(c.toString()));
  }

  @Provide
  Arbitrary<Dtype> dtypes() {
    return Arbitraries.of(Dtype.all());
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Case> standard =
        Combinators.combine(
                Arbitraries.of(Layers.all()),
                Arbitraries.of(Mode.class),
                Arbitraries.of(Dtype.all()),
                Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(1, 40))
            .as(
                (layer, mode, dtype, n, c) ->
                    CaseLine.standard(layer, mode, dtype, new Shape(n, c, 3)));
    return Combinators.combine(
            standard,
            Arbitraries.doubles().between(1, 1e8),
            Arbitraries.doubles().between(0, 2),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(1, 100),
            Arbitraries.doubles().between(0, 100),
            Arbitraries.longs(),
            Arbitraries.of(Case.State.class))
        .as(
            (c, kappa, epsilon, momentum, rMax, dMax, seed, state) ->
                new CaseBuilder(c)
                    .data(Data.Generated.UNIFORM)
                    .kappa(kappa)
                    .exponent(-7)
                    .epsilon(epsilon)
                    .momentum(momentum)
                    .frozen(true)
                    .clip(Clip.symmetric(rMax, dMax))
                    .affine(false)
                    .upstream(Case.Upstream.ONEHOT)
                    .state(state)
                    .second(true)
                    .seed(seed)
                    .groups(1)
                    .build());
  }

  @Property(tries = 500)
  void everyPathIsReadBackFromTheLine(@ForAll("paths") String path, @ForAll boolean isOnnx) {
    Case c =
        CaseLine.parse("batchnorm training f32 8x3x5")
            .withData(isOnnx ? new Data.Onnx(path, 3) : new Data.File(path, -1));
    assertEquals(1, c.toString().lines().count());
    assertEquals(c, CaseLine.parse(c.toString()));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars(" %205'\"\\\t\r\n\u000b\f\u0001\u2003:=$ab/")
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  @Test
  void theLineSaysOnlyWhatIsNotAtItsDefault() {
    Case c =
        CaseLine.standard(Layers.of("batchnorm"), Mode.TRAINING, Dtype.FLOAT32, new Shape(8, 3, 5));
    assertEquals("batchnorm training f32 8x3x5", c.toString());
    assertEquals("batchnorm training f32 8x3x5 seed=9", c.withSeed(9).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "rubbish, rubbish",
    "softmax training f32 8x3x5, softmax",
    "batchnorm training f31 8x3x5, f31",
    "batchnorm sleeping f32 8x3x5, sleeping",
    "batchnorm training f32 8x3, 8x3",
    "batchnorm training f32 8x3x5 colour=red, colour=red",
    "batchnorm training f32 8x3x5 kappa=NaN, NaN",
    "batchnorm training f32 8x3x5 kappa=0.5, 0.5",
    "batchnorm training f32 8x3x5 seed=x, seed=x",
    "batchnorm training f32 8x3x5 affine=perhaps, perhaps",
    "batchrenorm training f32 8x3x5 rmax=0.5, 0.5",
    "batchnorm training f32 8x3x5 data=mnist, mnist",
  })
  void aBadLineIsQuotedInOneSentence(String line, String quoted) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CaseLine.parse(line));
    assertTrue(e.getMessage().contains(quoted), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void theSameLineGivesTheSameBitsAndAnotherSeedOthers() {
    Case c = CaseLine.parse("batchrenorm training f32 8x3x5 kappa=1000 second=yes");
    Step once = CaseInput.of(c);
    Step twice = CaseInput.of(c);
    assertArrayEquals(once.x(), twice.x());
    assertArrayEquals(once.dy(), twice.dy());
    assertArrayEquals(once.state().spread(), twice.state().spread());
    assertTrue(
        Set.of(once.x()[0]).stream().noneMatch(v -> v == CaseInput.of(c.withSeed(2)).x()[0]));
  }

  @Property(tries = 200)
  void everyTensorHoldsValuesOfTheFormat(
      @ForAll("dtypes") Dtype dtype, @ForAll Data.Generated data) {
    Case c =
        CaseLine.standard(Layers.of("batchrenorm"), Mode.TRAINING, dtype, new Shape(6, 2, 3))
            .withData(data);
    Step in = CaseInput.of(c);
    for (double[] tensor :
        new double[][] {
          in.x(), in.dy(), in.gamma(), in.beta(), in.state().mean(), in.state().spread()
        }) {
      assertArrayEquals(dtype.round(tensor), tensor);
    }
  }
}
