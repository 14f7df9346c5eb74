package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.cases.Data;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.truth.Truth;

/**
 * The layer as a machine: training, training on other data, inference, frozen training, training
 * with wider bounds of r and d, inference. Each step is judged from the running statistics that the
 * subject itself reported before it, so that errors do not pile up and a wrong step is named.
 */
final class TraceCheck implements Check {
  private static final List<Quantity> JUDGED =
      List.of(
          Quantity.Y,
          Quantity.RUNNING_MEAN,
          Quantity.RUNNING_SPREAD,
          Quantity.R,
          Quantity.D,
          Quantity.DX);

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String asserts() {
    return "every step of a layer object follows from the statistics of the step before";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.Y, Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);
  }

  @Override
  public boolean concerns(Exam exam) {
    return exam.input().mode() == Mode.TRAINING
        && exam.input().layer().isStateful()
        && exam.capabilities().modes().contains(Mode.INFERENCE)
        && exam.input().shape().count() > 1
        && exam.input().shape().size() <= 2048;
  }

  @Override
  public Result examine(Exam exam) {
    List<LayerInput> steps = steps(exam);
    List<Answer> answers = exam.subject().trace(steps);
    Worst worst = new Worst();
    RunningStatistics state = steps.get(0).state();
    int wrongStep = -1;
    for (int i = 0; i < steps.size(); i++) {
      if (i >= answers.size()) {
        return Result.plain(
            exam.subject().name(),
            name(),
            exam.theCase().toString(),
            Verdict.CRASHED,
            "%d of %d steps were answered".formatted(answers.size(), steps.size()));
      }
      if (!(answers.get(i) instanceof Answer.Given given)) {
        return exam.failed(this, answers.get(i));
      }
      LayerInput step = steps.get(i).withState(state);
      compare(exam, step, given.output(), worst);
      if (wrongStep < 0 && worst.exceeds()) {
        wrongStep = i;
      }
      boolean updated =
          step.mode() == Mode.TRAINING && step.rule().sense() != UpdateRule.Sense.FROZEN;
      state =
          new RunningStatistics(
              given.output().get(Quantity.RUNNING_MEAN),
              given.output().get(Quantity.RUNNING_SPREAD),
              state.updates() + (updated ? 1 : 0));
    }
    String note =
        wrongStep < 0
            ? ""
            : "step %d of train, train, infer, frozen, wider bounds, infer"
                .formatted(wrongStep + 1);
    return exam.judged(this, worst, Verdict.WRONG, note);
  }

  private static List<LayerInput> steps(Exam exam) {
    LayerInput first = exam.input();
    List<LayerInput> steps = new ArrayList<>();
    long seed = exam.theCase().seed();
    for (int i = 0; i < 6; i++) {
      LayerInput other =
          CaseInput.of(exam.theCase().withData(Data.Generated.NORMAL).withSeed(seed + i));
      steps.add(first.withX(i == 0 ? first.x() : other.x()).withDy(other.dy()));
    }
    steps.set(2, steps.get(2).withMode(Mode.INFERENCE));
    steps.set(3, steps.get(3).withRule(UpdateRule.frozen()));
    if (first.layer() == LayerKind.BATCH_RENORM) {
      steps.set(4, steps.get(4).withClip(Clip.symmetric(16, 64)));
    }
    steps.set(5, steps.get(5).withMode(Mode.INFERENCE));
    return steps;
  }

  private static void compare(Exam exam, LayerInput step, LayerOutput output, Worst worst) {
    Convention convention = exam.convention();
    Truth truth = Truth.of(step, convention);
    Bounds bounds = exam.bounds(step);
    for (Quantity quantity : JUDGED) {
      if (!output.has(quantity) || !truth.quantities().contains(quantity)) {
        continue;
      }
      double[] observed = output.get(quantity);
      for (int i = 0; i < observed.length; i++) {
        double exact = truth.nearest(quantity)[i];
        if (Double.isNaN(exact)) {
          continue;
        }
        double allowed = bounds.get(quantity)[i] + truth.radius(quantity, i);
        double error = truth.error(quantity, i, observed[i]);
        worst.add(quantity, i, error, allowed, error / step.dtype().ulp(exact));
      }
    }
  }
}
