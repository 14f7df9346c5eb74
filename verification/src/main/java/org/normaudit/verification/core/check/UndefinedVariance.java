package org.normaudit.verification.core.check;

import java.util.Locale;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/**
 * Bessel's factor of one value is 1/0, and no answer is right. An infinity or NaN that is given all
 * the same stays in the running statistics for ever; so the step is refused, or every value that is
 * given is finite.
 */
final class UndefinedVariance implements Check {
  @Override
  public String name() {
    return "undefined-variance";
  }

  @Override
  public String asserts() {
    return "one value under Bessel's factor is refused, or what is given is finite";
  }

  @Override
  public boolean judgesUndefined() {
    return true;
  }

  @Override
  public boolean concerns(CheckContext context) {
    return !context.isDefined();
  }

  @Override
  public Result examine(CheckContext context) {
    if (context.base() instanceof Answer.Rejected rejected) {
      return plain(context, context.conforming(), "refused: " + rejected.reason());
    }
    if (!(context.base() instanceof Answer.Given given)) {
      return context.failed(this, context.base());
    }
    StepOutput output = given.output();
    for (Role role : output.roles()) {
      double[] values = output.get(role);
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          return plain(
              context,
              Verdict.WRONG,
              String.format(
                  Locale.ROOT,
                  "%s[%d] is %s: Bessel's factor of one value is 1/0, which is to be refused",
                  role.label(),
                  i,
                  values[i]));
        }
      }
    }
    return plain(context, context.conforming(), "");
  }

  private Result plain(CheckContext context, Verdict verdict, String note) {
    return Result.plain(context.subject().name(), name(), context.caseLine(), verdict, note);
  }
}
