package org.normaudit.verification.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;

/** What becomes of answers that are not always the same. */
class RepetitionTest {
  private static final Case CASE = CaseLine.parse("batchnorm training f64 4x3x5 seed=71");

  /** An honest layer whose first value of y is changed from call to call. */
  private static final class Changing implements Implementation {
    private final Implementation honest = new ReferenceImplementation();
    private final IntFunction<Double> change;
    private int calls;

    Changing(IntFunction<Double> change) {
      this.change = change;
    }

    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      StepOutput output = honest.run(input);
      double[] y = output.get(Roles.Y).clone();
      y[0] = change.apply(calls++) + y[0];
      return output.with(Roles.Y, y);
    }
  }

  private static Result examine(String check, IntFunction<Double> change, Repetition repetition) {
    LayerSubject subject = new LayerSubject("changing", new Changing(change), ErrorModel::unknown);
    Terms terms = new Terms(false, repetition, new Steadiness());
    CheckContext context =
        new CheckContext(
            new CaseContext(CASE, CaseInput.of(CASE)), subject, CASE.layer().paper(), terms);
    return context.examine(Checks.named(check));
  }

  private static double ulp(int call) {
    return Math.ulp(2.0) * (call % 2);
  }

  @Test
  void whatIsWrongEachTimeIsWrong() {
    assertEquals(Verdict.WRONG, examine("y", call -> 1.0, Repetition.USUAL).verdict());
  }

  @Test
  void whatIsWrongOnceIsNotDeterministic() {
    Result result = examine("y", call -> call == 0 ? 1.0 : 0.0, Repetition.USUAL);
    assertEquals(Verdict.NONDETERMINISTIC, result.verdict());
    assertTrue(result.note().startsWith("asked again, it conforms in time 2"), result.note());
    Result once = examine("y", call -> call == 0 ? 1.0 : 0.0, new Repetition(0, false));
    assertEquals(Verdict.WRONG, once.verdict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"determinism", "sign-flip", "momentum-independence"})
  void runsThatDifferWithinTheBoundsAreNoFinding(String check) {
    Result result = examine(check, RepetitionTest::ulp, Repetition.USUAL);
    assertEquals(Verdict.SKIPPED, result.verdict(), result.toString());
    assertEquals(Result.UNSTEADY, result.note());
  }

  @Test
  void theContractRunToRunDemandsEqualBits() {
    assertEquals(
        Verdict.NONDETERMINISTIC,
        examine("determinism", RepetitionTest::ulp, Repetition.RUN_TO_RUN).verdict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"determinism", "sign-flip", "momentum-independence"})
  void aRunThatLeavesTheBoundsIsNotDeterministic(String check) {
    Result result = examine(check, call -> call == 1 ? 1.0 : 0.0, Repetition.USUAL);
    assertEquals(Verdict.NONDETERMINISTIC, result.verdict(), result.toString());
  }

  @Test
  void anExactRelationThatASteadySubjectBreaksIsWrong() {
    // A constant that is added to y breaks the symmetry.
    assertEquals(Verdict.WRONG, examine("sign-flip", call -> 0x1p-30, Repetition.USUAL).verdict());
  }

  @Test
  void theSameNanTwiceIsTheSame() {
    assertEquals(
        Verdict.CONFORMS, examine("determinism", call -> Double.NaN, Repetition.USUAL).verdict());
  }

  @Test
  void theNumberOfRepetitionsIsLimited() {
    assertThrows(IllegalArgumentException.class, () -> new Repetition(-1, false));
    assertThrows(IllegalArgumentException.class, () -> new Repetition(Repetition.MOST + 1, false));
  }
}
