package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/** What a layer that adds a residual gives where one term of a sum is 0: the other, bit for bit. */
final class ResidualChecks {
  private ResidualChecks() {}

  static List<Check> all() {
    return List.of(
        new ResidualSum(
            "residual-sum", "where the residual is 0 the sum is x, where x is 0 the residual"),
        new ResidualGradient(
            "residual-gradient",
            "where no gradient comes from y, dx and dresidual are the gradient of the sum"));
  }

  private abstract static class Residual extends NamedCheck {
    Residual(String name, String asserts) {
      super(name, asserts);
    }

    @Override
    public boolean concerns(CheckContext context) {
      return context.input().layer().has(Roles.RESIDUAL) && context.input().shape().count() > 0;
    }

    /** Asks for a step, and compares results with tensors that they equal. */
    final Result equal(CheckContext context, List<Step> steps, List<Expected> expected) {
      MaxError worst = new MaxError();
      for (int i = 0; i < steps.size(); i++) {
        Answer answer = context.ask(steps.get(i));
        if (!(answer instanceof Answer.Given given)) {
          return context.failed(this, answer);
        }
        for (Expected each : expected) {
          if (each.step() == i && given.output().has(each.role())) {
            compare(given.output(), each, context, worst);
          }
        }
      }
      return context.judged(this, worst, Verdict.WRONG, asserts() + ": it does not");
    }

    private static void compare(
        StepOutput output, Expected expected, CheckContext context, MaxError worst) {
      double[] observed = output.get(expected.role());
      for (int i = 0; i < observed.length; i++) {
        worst.add(
            expected.role(), i, observed[i], expected.values()[i], 0, context.input().dtype());
      }
    }
  }

  /** A result of a step, by its number, and what it equals. */
  private record Expected(int step, Role role, double[] values) {}

  /** x + 0 and 0 + residual are exact in every format. */
  private static final class ResidualSum extends Residual {
    ResidualSum(String name, String asserts) {
      super(name, asserts);
    }

    @Override
    public Set<Role> needs() {
      return Set.of(Roles.SUM);
    }

    @Override
    public Result examine(CheckContext context) {
      Step in = context.input();
      double[] zeros = new double[in.x().length];
      return equal(
          context,
          List.of(in.with(Roles.RESIDUAL, zeros), in.withX(zeros)),
          List.of(
              new Expected(0, Roles.SUM, in.x()),
              new Expected(1, Roles.SUM, in.get(Roles.RESIDUAL))));
    }
  }

  /** Where dy is 0, so is what comes through the normalization; a sum with 0 is exact. */
  private static final class ResidualGradient extends Residual {
    ResidualGradient(String name, String asserts) {
      super(name, asserts);
    }

    @Override
    public Set<Role> needs() {
      return Set.of(Roles.DX, Roles.RESIDUAL.gradient());
    }

    @Override
    public Result examine(CheckContext context) {
      Step in = context.input();
      double[] upstream = in.get(Roles.SUM.gradient());
      return equal(
          context,
          List.of(in.withDy(new double[upstream.length])),
          List.of(
              new Expected(0, Roles.DX, upstream),
              new Expected(0, Roles.RESIDUAL.gradient(), upstream)));
    }
  }
}
