package org.normaudit.verification.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Outputs;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.subject.SubjectException;

/**
 * A program in any language as a subject, {@code exec:COMMAND}: started once, asked over its
 * standard input and output, one JSON object a line.
 *
 * <p>Every failure to answer is an {@link Answer}: silence is {@link Answer.TimedOut}, any other
 * failure {@link Answer.Crashed} with the last lines of its standard error. It is restarted after
 * each loss, and given up after 3 in a row or 16 in all; from then on every question is answered
 * with {@link Answer.Crashed} at once. It is killed with its descendants when it is lost, when the
 * subject is closed, and when the JVM shuts down.
 */
public final class ExecSubject implements Subject {
  /** The time limit of one answer by default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final String name;
  private final Timeouts timeouts;
  private final Session session;
  private final Description description;

  private ExecSubject(String command, Timeouts timeouts) {
    this.name = "exec:" + command;
    this.timeouts = timeouts;
    session = new Session(Command.split(command), timeouts);
    description = session.description();
  }

  /**
   * Starts the program.
   *
   * @param command split into words as a shell does it; nothing is expanded
   * @param timeout for one answer; the start has 30 s more
   * @throws SubjectException if there is no such program, or the command is none
   */
  public static ExecSubject start(String command, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new SubjectException("the timeout must be positive: " + timeout.toMillis() + " ms");
    }
    return start(command, Timeouts.of(timeout));
  }

  static ExecSubject start(String command, Timeouts timeouts) {
    return new ExecSubject(command, timeouts);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return description.capabilities();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return description.model(dtype);
  }

  @Override
  public synchronized Answer ask(LayerInput input) {
    Capabilities capabilities = capabilities();
    Optional<String> beyond = Outputs.beyond(capabilities, input);
    if (beyond.isPresent()) {
      return new Answer.Unsupported(beyond.get());
    }
    try {
      return session.ask(
          id -> RequestCodec.run(id, input, capabilities),
          ResponseCodec.longest(List.of(input)),
          timeouts.answer(),
          answer -> ResponseCodec.run(answer, input, capabilities));
    } catch (Session.Failure e) {
      return e.answer();
    }
  }

  @Override
  public synchronized List<Answer> trace(List<LayerInput> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    if (!description.trace()) {
      return chained(steps);
    }
    Capabilities capabilities = capabilities();
    for (LayerInput step : steps) {
      Optional<String> beyond = Outputs.beyond(capabilities, step);
      if (beyond.isPresent()) {
        return List.of(new Answer.Unsupported(beyond.get()));
      }
    }
    try {
      return session.ask(
          id -> RequestCodec.trace(id, steps, capabilities),
          ResponseCodec.longest(steps),
          timeouts.answer().multipliedBy(steps.size()),
          answer -> ResponseCodec.trace(answer, steps, capabilities));
    } catch (Session.Failure e) {
      return List.of(e.answer());
    }
  }

  // For a program without layer objects of its own the audit carries the state from step to step.
  private List<Answer> chained(List<LayerInput> steps) {
    List<Answer> answers = new ArrayList<>();
    RunningStatistics state = steps.get(0).state();
    for (LayerInput step : steps) {
      Answer answer = ask(step.withState(state));
      answers.add(answer);
      if (!(answer instanceof Answer.Given given)) {
        break;
      }
      state = after(step, state, given.output());
    }
    return answers;
  }

  private static RunningStatistics after(
      LayerInput step, RunningStatistics state, LayerOutput output) {
    if (!output.has(Quantity.RUNNING_MEAN) || !output.has(Quantity.RUNNING_SPREAD)) {
      return state;
    }
    return new RunningStatistics(
        output.get(Quantity.RUNNING_MEAN),
        output.get(Quantity.RUNNING_SPREAD),
        state.updates() + (step.isUpdate() ? 1 : 0));
  }

  @Override
  public synchronized void close() {
    session.close();
  }
}
