package org.normaudit.verification.core.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.truth.ExactValues;
import org.normaudit.verification.core.truth.Truth;

/**
 * The steps of one layer object. Each step is judged from the running statistics that the subject
 * itself reported before it, so that errors do not pile up and a wrong step is named; how many
 * updates went before it is counted here.
 */
final class Trace {

  /**
   * One step of a trace.
   *
   * @param what it is, in a few words
   */
  record Phase(String what, Step input) {}

  private Trace() {}

  /** Asks for the steps, and judges the given quantities of each. */
  static Result examine(Check check, CheckContext context, List<Phase> steps, List<Role> judged) {
    List<Answer> answers = context.subject().trace(steps.stream().map(Phase::input).toList());
    MaxError worst = new MaxError();
    RunningStatistics state = steps.get(0).input().state();
    String wrong = "";
    for (int i = 0; i < steps.size(); i++) {
      if (i >= answers.size()) {
        return Result.plain(
            context.subject().name(),
            check.name(),
            context.theCase().toString(),
            Verdict.CRASHED,
            "%d of %d steps were answered".formatted(answers.size(), steps.size()));
      }
      if (!(answers.get(i) instanceof Answer.Given given)) {
        if (i > 0 && context.overflows(answers.get(i - 1))) {
          return context.skipped(check, CheckContext.OVERFLOW);
        }
        return hasPromise(context, steps.get(0).input())
            ? context.failed(check, answers.get(i))
            : context.skipped(check, "the statistics of the first step may overflow");
      }
      Step asked = steps.get(i).input();
      Step step = i == 0 ? asked : asked.withState(state);
      compare(context, step, given.output(), judged, worst);
      if (wrong.isEmpty() && worst.exceeds()) {
        wrong = "step %d of %d, %s".formatted(i + 1, steps.size(), steps.get(i).what());
      }
      state = after(step, given.output());
    }
    return context.judged(check, worst, Verdict.WRONG, wrong);
  }

  private static RunningStatistics after(Step step, StepOutput output) {
    boolean updated =
        step.mode() == Mode.TRAINING
            && step.shape().count() > 0
            && step.rule().sense() != UpdateRule.Sense.FROZEN;
    return new RunningStatistics(
        output.get(Roles.RUNNING_MEAN),
        output.get(Roles.RUNNING_SPREAD),
        step.updates() + (updated ? 1 : 0));
  }

  private static void compare(
      CheckContext context, Step step, StepOutput output, List<Role> judged, MaxError worst) {
    if (!usable(step)) {
      // The step before spoilt the statistics, which is a finding already.
      return;
    }
    // But for the first, a subject's step starts from its own statistics, and no two subjects share
    // the answer.
    boolean backward = judged.contains(Roles.DX);
    Truth truth = context.truth(step, backward);
    Bounds bounds = context.bounds(step, backward);
    Dtype dtype = step.dtype();
    for (Role quantity : judged) {
      ExactValues exact = truth.values(quantity);
      if (!output.has(quantity) || exact == null) {
        continue;
      }
      double[] observed = output.get(quantity);
      double[] bound = bounds.get(quantity);
      for (int i = 0; i < observed.length; i++) {
        double nearest = exact.nearest(i);
        if (Double.isNaN(nearest)) {
          continue;
        }
        double allowed = bound[i] + exact.radius(i);
        double error = exact.miss(i, observed[i], allowed, dtype);
        worst.add(quantity, i, error, allowed, error / dtype.ulp(nearest));
      }
    }
  }

  /** Whether there is an allowance for every value of the running statistics after a step. */
  private static boolean hasPromise(CheckContext context, Step step) {
    Bounds bounds = context.bounds(step);
    return Stream.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD)
        .flatMapToDouble(quantity -> Arrays.stream(bounds.get(quantity)))
        .allMatch(Double::isFinite);
  }

  private static boolean usable(Step step) {
    for (int c = 0; c < step.state().channels(); c++) {
      if (!Double.isFinite(step.state().mean()[c]) || !(step.state().spread()[c] > 0)) {
        return false;
      }
    }
    return true;
  }
}
