package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/** What a layer does with values that have no place in a step: a NaN, a spread below 0. */
final class InvalidInputChecks {
  private InvalidInputChecks() {}

  static List<Check> all() {
    return List.of(new NanReach(), new InvalidState());
  }

  /**
   * A NaN reaches all that shares its statistics: its channel in training, its part of a sample;
   * its own element alone where the statistics are given, at inference.
   */
  private static final class NanReach extends NamedCheck {
    NanReach() {
      super("nan-reach", "a NaN in x reaches its channel in training, its element in inference");
    }

    @Override
    public Set<Role> needs() {
      return Set.of(Roles.Y);
    }

    @Override
    public boolean concerns(CheckContext context) {
      return context.input().statistics().view().count() > 1
          && context.input().shape().size() <= 4096;
    }

    @Override
    public Result examine(CheckContext context) {
      double[] x = context.input().x().clone();
      x[0] = Double.NaN;
      Answer answer = context.askAnything(context.input().withX(x));
      if (!(answer instanceof Answer.Given given)) {
        return context.failed(this, answer);
      }
      Shape s = context.input().statistics().view();
      boolean training =
          context.input().mode() == Mode.TRAINING
              || !context.input().layer().is(Property.TWO_MODES);
      double[] y = given.output().get(Roles.Y);
      double[] bound = context.bounds().get(Roles.Y);
      MaxError worst = new MaxError();
      for (int i = 0; i < y.length; i++) {
        boolean reached = training ? i / s.inner() % s.channels() == 0 : i == 0;
        boolean right = Double.isNaN(y[i]) == reached;
        // Where an intermediate may overflow, NaN may come of it without one in x.
        double allowed = reached || Double.isFinite(bound[i]) ? 0 : Double.POSITIVE_INFINITY;
        worst.add(Roles.Y, i, right ? 0 : Double.POSITIVE_INFINITY, allowed, Double.NaN);
      }
      return context.judged(this, worst, Verdict.WRONG, asserts() + ": it does not");
    }
  }

  /** A running standard deviation below 0 has no meaning: it is refused, or gives NaN. */
  private static final class InvalidState extends NamedCheck {
    InvalidState() {
      super("invalid-state", "a negative running spread is refused, or gives NaN");
    }

    @Override
    public boolean concerns(CheckContext context) {
      boolean read =
          context.input().mode() == Mode.INFERENCE || context.input().layer().has(Roles.R);
      return read
          && context.input().layer().is(Property.STATEFUL)
          && context.input().shape().count() > 0
          && context.input().shape().size() <= 4096;
    }

    @Override
    public Result examine(CheckContext context) {
      Step in = context.input();
      double[] spread = in.state().spread().clone();
      spread[0] = -Math.max(1, 4 * in.epsilon());
      Answer answer =
          context.askAnything(
              in.withState(new RunningStatistics(in.state().mean(), spread, in.updates())));
      if (answer instanceof Answer.Given given && given.output().has(Roles.Y)) {
        if (Double.isNaN(given.output().get(Roles.Y)[0])) {
          return conforms(context, "it gives NaN");
        }
        return Result.plain(
            context.subject().name(),
            name(),
            context.theCase().toString(),
            Verdict.ACCEPTED_INVALID,
            String.format(
                Locale.ROOT,
                "running spread %s gave y[0] = %s",
                spread[0],
                given.output().get(Roles.Y)[0]));
      }
      if (answer instanceof Answer.Rejected rejected) {
        return conforms(context, "refused: " + rejected.reason());
      }
      return answer instanceof Answer.Given
          ? context.skipped(this, "the subject gave no y")
          : context.failed(this, answer);
    }

    private Result conforms(CheckContext context, String note) {
      return Result.plain(
          context.subject().name(), name(), context.theCase().toString(), Verdict.CONFORMS, note);
    }
  }
}
