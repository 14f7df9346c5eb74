package org.normaudit.verification.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseBuilder;

/** The families of cases are told apart by their names, and the catalogue has all of them. */
final class CaseFamiliesTest {
  static List<CaseFamily> families() {
    return CaseFamilies.all();
  }

  private static Stream<CaseTarget> targets(CaseFamily family) {
    return Layers.all().stream()
        .flatMap(
            layer ->
                Stream.of(Mode.values())
                    .filter(mode -> mode == Mode.TRAINING || layer.is(Property.STATEFUL))
                    .flatMap(
                        mode -> Stream.of(Dtype.values()).map(d -> new CaseTarget(layer, mode, d))))
        .filter(target -> family.scope() == CaseFamily.Scope.MODE || target.mode() == Mode.TRAINING)
        .filter(family::applies);
  }

  // The catalogue sets these.
  private static Case plain(Case c) {
    return new CaseBuilder(c).groups(1).seed(1).build();
  }

  @Test
  void namesAndPurposesAreUnique() {
    Set<String> names = new HashSet<>();
    Set<String> purposes = new HashSet<>();
    for (CaseFamily family : families()) {
      assertTrue(names.add(family.name()), family.name());
      assertTrue(purposes.add(family.purpose()), family.purpose());
      assertTrue(family.name().matches("[a-z-]+"), family.name());
      assertTrue(family.purpose().endsWith("."), family.purpose());
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theCatalogueOfItsSizeHasTheCasesOfAFamily(CaseFamily family) {
    Set<Case> catalogue = new HashSet<>();
    Catalogue.of(family.size(), Layers.set(Layers.all()), Dtype.standard(), 1)
        .forEach(c -> catalogue.add(plain(c)));
    List<Case> cases =
        targets(family)
            .flatMap(target -> family.cases(target).stream())
            .filter(c -> c.kappa() <= Catalogue.largestKappa(c.dtype()))
            .toList();
    assertFalse(cases.isEmpty(), family.name());
    cases.forEach(c -> assertTrue(catalogue.contains(plain(c)), c.toString()));
  }

  @Test
  void aFamilyGivesTheSameCasesTwice() {
    for (CaseFamily family : families()) {
      for (CaseTarget target : targets(family).toList()) {
        assertEquals(family.cases(target), family.cases(target), family.name());
      }
    }
  }
}
