package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Formats;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.truth.ExactValues;
import org.normaudit.verification.core.truth.Truth;

/** What the storage of a narrow format adds to a bound: its rounding of the output, once. */
final class StorageBoundTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchnorm training bf16 64x4x16",
        "batchnorm inference bf16 64x4x16",
        "batchrenorm training f16 64x4x16 state=far",
        "layernorm training bf16 64x4x16",
        "rmsnorm training f16 64x4x16 kappa=10",
      })
  void sumsAreRoundedByTheirSizeAndNotByThatOfTheirTerms(String line) {
    Step step = CaseInput.of(CaseLine.parse(line));
    Convention convention = step.layer().paper();
    Dtype storage = step.dtype();
    Bounds stored = Bounds.of(step, convention, ErrorModel.unknown(storage));
    Step wide = step.withFormats(Formats.of(storage.computedIn()));
    Bounds computed = Bounds.of(wide, convention, ErrorModel.unknown(storage.computedIn()));
    Truth truth = Truth.of(step, convention);
    for (Role role : new Role[] {Roles.DGAMMA, Roles.DBETA}) {
      if (!truth.has(role)) {
        continue;
      }
      ExactValues exact = truth.values(role);
      for (int c = 0; c < exact.nearest().length; c++) {
        double before = computed.get(role)[c];
        // |Σ| as the bound evaluates it is off from the exact one by no more than the error before,
        // and may be taken larger by as much again: u'(|Σ| + 2e + e) is added, and η'.
        double size = Math.abs(exact.nearest(c)) + 3 * before;
        double most = before + storage.unitRoundoff() * size + storage.minSubnormal();
        // For the roundings of the bound itself, and for those here.
        int count = step.shape().count();
        double allowed = StepBounds.inflated(StepBounds.inflated(most, count), count);
        int channel = c;
        assertTrue(
            stored.get(role)[c] <= allowed,
            () -> role + "[" + channel + "]: " + stored.get(role)[channel] + " of " + allowed);
      }
    }
  }
}
