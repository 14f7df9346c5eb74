package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.subject.Answer;

/**
 * One question put to a subject, and its answers.
 *
 * @param steps one step, or the steps of a trace
 * @param answers one a step; those after a failure may be missing
 * @param trace whether the steps were asked of one layer object
 */
record RecordedExchange(List<Step> steps, List<Answer> answers, boolean trace) {

  /** Step {@code i} as it was asked, from the running statistics that it starts from. */
  Step starting(int i) {
    return starting(i, steps.get(i), steps);
  }

  /**
   * Another step in the place of step {@code i}, from the running statistics that it starts from.
   *
   * @param seen the steps as a layer sees them, which counts its updates by itself
   */
  Step starting(int i, Step step, List<Step> seen) {
    return step.roles().contains(Roles.RUNNING_MEAN) ? step.withState(before(i, seen)) : step;
  }

  // In a trace those that the subject itself reported after the step before, so that errors do not
  // pile up.
  private RunningStatistics before(int i, List<Step> seen) {
    RunningStatistics first = steps.get(0).state();
    if (!trace || i == 0) {
      return first;
    }
    StepOutput output = ((Answer.Given) answers.get(i - 1)).output();
    long updates = seen.subList(0, i).stream().filter(Step::isUpdate).count();
    return new RunningStatistics(
        output.get(Roles.RUNNING_MEAN),
        output.get(Roles.RUNNING_SPREAD),
        first.updates() + updates);
  }

  /**
   * How many steps can be compared: those up to the first that was not answered. In a trace it is
   * not told which one that was.
   */
  int answered() {
    int i = 0;
    while (i < answers.size() && i < steps.size() && answers.get(i) instanceof Answer.Given) {
      i++;
    }
    return i == 0 && !trace ? 1 : i;
  }
}
