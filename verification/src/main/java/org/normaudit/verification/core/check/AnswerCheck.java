package org.normaudit.verification.core.check;

import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/** A check of the subject's answer to the case's own step, alone. */
abstract class AnswerCheck extends NamedCheck {
  AnswerCheck(String name, String asserts) {
    super(name, asserts);
  }

  @Override
  public Result examine(CheckContext context) {
    if (!(context.base() instanceof Answer.Given given)) {
      return context.failed(this, context.base());
    }
    MaxError worst = new MaxError();
    compare(context, given.output(), worst);
    String note = worst.exceeds() ? note(context, given.output()) : "";
    return context.judged(this, worst, Verdict.WRONG, note);
  }

  /** Compares everything that the check speaks of. */
  abstract void compare(CheckContext context, StepOutput output, MaxError worst);

  /** What to say of an output that is beyond its allowance. */
  String note(CheckContext context, StepOutput output) {
    return asserts() + ": it is not";
  }
}
