package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Locale;
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
    boolean left = false;
    for (int i = 0; i < steps.size(); i++) {
      if (i >= answers.size()) {
        return Result.plain(
            context.subject().name(),
            check.name(),
            context.theCase().toString(),
            Verdict.CRASHED,
            String.format(
                Locale.ROOT, "%d of %d steps were answered", answers.size(), steps.size()));
      }
      if (!(answers.get(i) instanceof Answer.Given given)) {
        // A crash has no excuse.
        boolean refused = answers.get(i) instanceof Answer.Rejected;
        if (refused && left || i > 0 && context.overflows(answers.get(i - 1))) {
          return context.skipped(check, CheckContext.OVERFLOW);
        }
        return refused && !staysInFormat(context, steps)
            ? context.skipped(check, "the running statistics may leave the format")
            : context.failed(check, answers.get(i));
      }
      Step asked = steps.get(i).input();
      Step step = i == 0 ? asked : asked.withState(state);
      left |= !compare(context, step, given.output(), judged, worst);
      if (worst.exceeds()) {
        // The first wrong step is the finding: what is wrong after it may follow from it.
        String wrong =
            String.format(
                Locale.ROOT, "step %d of %d, %s", i + 1, steps.size(), steps.get(i).what());
        return context.judged(check, worst, Verdict.WRONG, wrong);
      }
      state =
          after(
              step,
              given.output().get(Roles.RUNNING_MEAN),
              given.output().get(Roles.RUNNING_SPREAD));
    }
    return context.judged(check, worst, Verdict.WRONG, "");
  }

  private static RunningStatistics after(Step step, double[] mean, double[] spread) {
    boolean updated =
        step.mode() == Mode.TRAINING
            && step.shape().count() > 0
            && step.rule().sense() != UpdateRule.Sense.FROZEN;
    return new RunningStatistics(mean, spread, step.updates() + (updated ? 1 : 0));
  }

  /**
   * Judges one step.
   *
   * @return whether the right statistics after it are sure to lie in the format: from others no
   *     step can go on
   */
  private static boolean compare(
      CheckContext context, Step step, StepOutput output, List<Role> judged, MaxError worst) {
    if (!usable(step)) {
      // The step before spoilt the statistics, which is a finding already, or left the format.
      return true;
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
        double ulps = error / dtype.ulp(nearest);
        worst.add(quantity, i, error, allowed, ulps, observed[i], nearest);
      }
    }
    return isSafe(step, truth, bounds, Roles.RUNNING_MEAN)
        && isSafe(step, truth, bounds, Roles.RUNNING_SPREAD);
  }

  // A subject may answer for all steps at once that it cannot go on.
  private static boolean staysInFormat(CheckContext context, List<Phase> steps) {
    RunningStatistics state = steps.get(0).input().state();
    for (Phase phase : steps) {
      Step step = phase.input().withState(state);
      Truth truth = context.truth(step, false);
      Bounds bounds = context.bounds(step, false);
      if (!isSafe(step, truth, bounds, Roles.RUNNING_MEAN)
          || !isSafe(step, truth, bounds, Roles.RUNNING_SPREAD)) {
        return false;
      }
      state =
          after(
              step,
              step.dtype().round(truth.nearest(Roles.RUNNING_MEAN)),
              step.dtype().round(truth.nearest(Roles.RUNNING_SPREAD)));
    }
    return true;
  }

  // Whether every value, and what may be computed for it, lies in its format.
  private static boolean isSafe(Step step, Truth truth, Bounds bounds, Role state) {
    double[] bound = bounds.get(state);
    for (int i = 0; i < bound.length; i++) {
      double allowed = bound[i] + truth.values(state).radius(i);
      if (!(Math.abs(truth.nearest(state)[i]) + allowed <= step.format(state).maxFinite())) {
        return false;
      }
    }
    return true;
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
