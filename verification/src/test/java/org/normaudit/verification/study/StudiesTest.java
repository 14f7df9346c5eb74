package org.normaudit.verification.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class StudiesTest {

  @TestFactory
  List<DynamicTest> everyClaimHoldsAndIsRepeatable() {
    return Studies.all().stream()
        .map(
            study ->
                DynamicTest.dynamicTest(
                    study.name(),
                    () -> {
                      Study.Outcome once = study.run(7);
                      for (Study.Finding finding : once.findings()) {
                        assertTrue(finding.holds(), finding::toString);
                      }
                      assertEquals(once.findings(), study.run(7).findings());
                    }))
        .toList();
  }

  @Test
  void aNumberBeyondItsAllowanceOrNoNumberFails() {
    assertFalse(new Study.Finding("x", 1.1, 1, 0.05, "").holds());
    assertFalse(new Study.Finding("x", Double.NaN, 1, 1, "").holds());
    assertTrue(new Study.Finding("x", 1, 1, 0, "").holds());
  }

  @Test
  void anUnknownStudyIsQuoted() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Studies.named("alchemy"));
    assertTrue(e.getMessage().contains("'alchemy'"));
    assertTrue(e.getMessage().contains("batch-noise"));
  }
}
