package org.normaudit.verification.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.bugs.KillCases;

/** Every relation is a check of its own, and holds for the reference layer. */
final class RelationsTest {
  static List<Relation> relations() {
    return Relations.all();
  }

  private static Stream<CheckContext> contexts() {
    Subject subject = new LayerSubject("reference", new ReferenceLayer(), ErrorModel::unknown);
    return Layers.all().stream()
        .flatMap(layer -> KillCases.of(layer, Dtype.FLOAT64, 1).stream())
        .map(
            c -> new CheckContext(new CaseContext(c, CaseInput.of(c)), subject, c.layer().paper()));
  }

  @Test
  void namesOfChecksAreUnique() {
    Set<String> names = new HashSet<>();
    Checks.all().forEach(check -> assertTrue(names.add(check.name()), check.name()));
  }

  @ParameterizedTest
  @MethodSource("relations")
  void aRelationIsACheckAndHoldsForTheReference(Relation relation) {
    Check check = Checks.named(relation.name());
    assertEquals(relation.asserts(), check.asserts());
    CheckContext context =
        contexts().filter(c -> c.isDefined() && check.concerns(c)).findFirst().orElseThrow();
    assertEquals(Verdict.CONFORMS, context.examine(check).verdict());
  }

  @ParameterizedTest
  @MethodSource("relations")
  void factorsAreExactAndBitsAreNotScaled(Relation relation) {
    contexts()
        .filter(relation.applies())
        .limit(1)
        .flatMap(context -> relation.claims().apply(context).stream())
        .forEach(
            claim -> {
              double factor = Math.abs(claim.factor());
              assertEquals(factor, Math.scalb(1.0, Math.getExponent(factor)), 0);
              assertTrue(claim.comparison() != Comparison.BITS || claim.factor() == 1);
            });
  }
}
