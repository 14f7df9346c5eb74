package org.normaudit.verification.core.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;

/** Who refuses a batch of no value is judged the same by all checks. */
class EmptyBatchTest {

  /** Refuses whatever it is asked. */
  private record Refusing(Implementation honest) implements Implementation {
    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      throw new IllegalArgumentException("I take no such batch");
    }
  }

  private static CheckContext context(String line) {
    Case c = CaseLine.parse(line);
    return new CheckContext(
        new CaseContext(c, CaseInput.of(c)),
        new LayerSubject(
            "refusing", new Refusing(new ReferenceImplementation()), ErrorModel::unknown),
        c.layer().paper());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchnorm training f64 0x3x5",
        "batchnorm inference f64 0x3x5",
        "batchrenorm training f64 4x3x0",
        "layernorm training f64 0x3x5"
      })
  void aRefusalConforms(String line) {
    CheckContext context = context(line);
    int judged = 0;
    for (Check check : Checks.all()) {
      if (context.isAbout(check)) {
        Verdict verdict = context.examine(check).verdict();
        assertFalse(verdict.isFinding(), check.name() + ": " + verdict);
        judged += verdict == Verdict.SKIPPED ? 0 : 1;
      }
    }
    assertTrue(judged > 1, line);
  }

  @ParameterizedTest
  @ValueSource(strings = "batchnorm training f64 2x3x5")
  void aRefusalOfValuesIsAFinding(String line) {
    CheckContext context = context(line);
    assertTrue(context.examine(Checks.named("y")).verdict().isFinding());
  }
}
