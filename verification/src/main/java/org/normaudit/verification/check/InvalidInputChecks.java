package org.normaudit.verification.check;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;

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
    public Set<Quantity> needs() {
      return Set.of(Quantity.Y);
    }

    @Override
    public boolean concerns(CheckContext context) {
      return context.input().statistics().count() > 1 && context.input().shape().size() <= 4096;
    }

    @Override
    public Result examine(CheckContext context) {
      double[] x = context.input().x().clone();
      x[0] = Double.NaN;
      Answer answer = context.ask(context.input().withX(x));
      if (!(answer instanceof Answer.Given given)) {
        return context.failed(this, answer);
      }
      Shape s = context.input().statistics();
      boolean training =
          context.input().mode() == Mode.TRAINING || !context.input().layer().isStateful();
      double[] y = given.output().get(Quantity.Y);
      MaxError worst = new MaxError();
      for (int i = 0; i < y.length; i++) {
        boolean reached = training ? i / s.inner() % s.channels() == 0 : i == 0;
        boolean right = Double.isNaN(y[i]) == reached;
        worst.add(Quantity.Y, i, right ? 0 : Double.POSITIVE_INFINITY, 0, Double.NaN);
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
          context.input().mode() == Mode.INFERENCE
              || context.input().layer() == LayerKind.BATCH_RENORM;
      return read
          && context.input().layer().isStateful()
          && context.input().shape().count() > 0
          && context.input().shape().size() <= 4096;
    }

    @Override
    public Result examine(CheckContext context) {
      LayerInput in = context.input();
      double[] spread = in.state().spread().clone();
      spread[0] = -Math.max(1, 4 * in.epsilon());
      Answer answer =
          context.ask(
              in.withState(new RunningStatistics(in.state().mean(), spread, in.state().updates())));
      if (answer instanceof Answer.Given given && given.output().has(Quantity.Y)) {
        if (Double.isNaN(given.output().get(Quantity.Y)[0])) {
          return conforms(context, "it gives NaN");
        }
        return Result.plain(
            context.subject().name(),
            name(),
            context.theCase().toString(),
            Verdict.ACCEPTED_INVALID,
            "running spread %s gave y[0] = %s"
                .formatted(spread[0], given.output().get(Quantity.Y)[0]));
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
