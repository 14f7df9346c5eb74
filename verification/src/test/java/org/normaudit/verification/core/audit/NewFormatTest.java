package org.normaudit.verification.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.variants.Variant;

/** A format that nobody has heard of is stored in and audited like any other. */
final class NewFormatTest {

  private static final Function<Dtype, ErrorModel> MODEL =
      dtype -> ErrorModel.ieee(dtype).withCompute(dtype.computedIn());

  static Stream<Dtype> formats() {
    return Stream.of(
        Dtype.format("e8m2", 3, -126, 127, Overflow.INFINITY),
        Dtype.format("e5m4", 5, -14, 15, Overflow.SATURATE),
        Dtype.format("e4m3-sat", 4, -6, 8, 448, Overflow.SATURATE),
        Dtype.format("e4m3-nan", 4, -6, 8, 448, Overflow.NAN),
        Dtype.format("e8m10", 11, -126, 127, Overflow.INFINITY));
  }

  /** Values that nothing explains are found as in any format, an overflow that is none as well. */
  @ParameterizedTest
  @MethodSource("formats")
  void aMistakeIsFound(Dtype format) throws InterruptedException {
    for (double wrong : new double[] {format.minNormal() * 2, format.overflowed(1)}) {
      Implementation honest =
          new DefinedLayer<>("definition", new RoundedArithmetic(Dtype.FLOAT32), format);
      Implementation mistaken = new Mistaken(honest, wrong);
      List<Result> results = audit(format, 9, new LayerSubject("wrong", mistaken, MODEL));
      assertTrue(
          results.stream().anyMatch(r -> r.check().equals("y") && r.verdict() == Verdict.WRONG),
          () -> "" + wrong);
    }
  }

  private record Mistaken(Implementation honest, double wrong) implements Implementation {
    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      StepOutput output = honest.run(input);
      double[] y = output.get(Roles.Y).clone();
      Arrays.fill(y, wrong);
      return output.with(Roles.Y, y);
    }
  }

  private static List<Result> audit(Dtype format, int seed, Subject... subjects)
      throws InterruptedException {
    List<Case> cases =
        Catalogue.of(Catalogue.Size.QUICK, Layers.set(Layers.all()), Set.of(format), seed).stream()
            .filter(c -> c.shape().size() <= 144)
            .toList();
    List<SubjectUnderConvention> audited =
        Arrays.stream(subjects).map(SubjectUnderConvention::found).toList();
    return new Audit(audited, cases, Checks.all(), CaseSources::input, 2).run(c -> {});
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anHonestLayerHasNoFinding(Dtype format) throws InterruptedException {
    Subject definition =
        new LayerSubject(
            "definition",
            new DefinedLayer<>("definition", new RoundedArithmetic(format.computedIn()), format),
            MODEL);
    Subject variant = Variant.plain(format).withCompute(Dtype.FLOAT32).subject("variant");
    List<Result> results = audit(format, 5, definition, variant);
    assertEquals(List.of(), results.stream().filter(r -> r.verdict().isFinding()).toList());
    assertTrue(results.stream().anyMatch(r -> r.verdict() == Verdict.CONFORMS));
  }
}
