package org.normaudit.verification.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/** One value under Bessel's factor. */
class UndefinedVarianceTest {
  private static final Layer LAYER = Layers.of("batchnorm");
  private static final Convention BESSEL =
      LAYER.paper().with(Coordinates.CORRECTION, Correction.BESSEL);
  private static final Check CHECK = Checks.named("undefined-variance");

  private static CheckContext context(Implementation layer, String shape) {
    Case c = CaseLine.parse("batchnorm training f64 " + shape + " seed=5");
    return new CheckContext(
        new CaseContext(c, CaseInput.of(c)),
        new LayerSubject("layer", layer, ErrorModel::unknown),
        BESSEL);
  }

  private static Implementation seeded(String... bugs) {
    List<SeededBug> list = List.of(bugs).stream().map(SeededBugs::named).toList();
    return SeededBug.layer(Dtype.FLOAT64, Map.of(LAYER, LAYER.paper()), list);
  }

  @Test
  void anInfinityIsWrong() {
    CheckContext context = context(seeded("bessel-of-one-value"), "1x3x1");
    assertTrue(context.isAbout(CHECK));
    assertEquals(Verdict.WRONG, context.examine(CHECK).verdict());
  }

  @Test
  void aRefusalConforms() {
    CheckContext context = context(seeded("bessel-kept"), "1x3x1");
    assertEquals(Verdict.CONFORMS_UNDER, context.examine(CHECK).verdict());
  }

  @Test
  void aFiniteValueConforms() {
    // It keeps the biased variance.
    CheckContext context = context(new ReferenceImplementation(), "1x3x1");
    assertEquals(Verdict.CONFORMS_UNDER, context.examine(CHECK).verdict());
  }

  @Test
  void theOtherChecksAreNotMadeAndStepsOfTwoValuesAreNone() {
    CheckContext one = context(new ReferenceImplementation(), "1x3x1");
    assertEquals(Verdict.SKIPPED, one.examine(Checks.named("y")).verdict());
    assertFalse(context(new ReferenceImplementation(), "2x3x1").isAbout(CHECK));
  }
}
