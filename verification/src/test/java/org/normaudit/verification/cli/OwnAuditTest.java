package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.verification.Thorough;

/**
 * The project's own layers have no finding in any format: one seed and the layers whose state may
 * leave a narrow format, and in the profile thorough all layers with ten seeds.
 */
@Isolated("it reads what is printed")
class OwnAuditTest {
  @ParameterizedTest
  @CsvSource({
    "reference, f16",
    "reference, bf16",
    "reference:f16, f16",
    "reference:bf16, bf16",
    "reference:f16+f32, f16",
    "reference:bf16+f32, bf16",
  })
  void noFormatHasAFinding(String subject, String dtype) {
    int seeds = Thorough.isAskedFor() ? 10 : 1;
    for (int seed = 1; seed <= seeds; seed++) {
      String words = "audit --subject %s --dtype %s --seed %d".formatted(subject, dtype, seed);
      String less = Thorough.isAskedFor() ? "" : " --layer batchnorm";
      Printed run = Printed.by((words + less).split(" "));
      assertEquals(0, run.code(), () -> words + ": " + run.out());
    }
  }
}
