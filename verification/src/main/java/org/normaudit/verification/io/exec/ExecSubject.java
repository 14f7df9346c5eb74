package org.normaudit.verification.io.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.SubjectException;

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
  public Supported supported() {
    return description.supported();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return description.model(dtype);
  }

  @Override
  public synchronized Answer ask(Step input) {
    Supported supported = supported();
    Optional<String> beyond = supported.beyond(input);
    if (beyond.isPresent()) {
      return new Answer.Unsupported(beyond.get());
    }
    try {
      return session.ask(
          id -> RequestCodec.run(id, input, supported),
          ResponseCodec.longest(List.of(input)),
          timeouts.answer(),
          answer -> ResponseCodec.run(answer, input, supported));
    } catch (Session.Failure e) {
      return e.answer();
    }
  }

  @Override
  public synchronized List<Answer> trace(List<Step> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    if (!description.trace()) {
      return chained(steps);
    }
    Supported supported = supported();
    for (Step step : steps) {
      Optional<String> beyond = supported.beyond(step);
      if (beyond.isPresent()) {
        return List.of(new Answer.Unsupported(beyond.get()));
      }
    }
    try {
      return session.ask(
          id -> RequestCodec.trace(id, steps, supported),
          ResponseCodec.longest(steps),
          timeouts.answer().multipliedBy(steps.size()),
          answer -> ResponseCodec.trace(answer, steps, supported));
    } catch (Session.Failure e) {
      return List.of(e.answer());
    }
  }

  // For a program without layer objects of its own the audit carries the state from step to step.
  private List<Answer> chained(List<Step> steps) {
    List<Answer> answers = new ArrayList<>();
    Step asked = steps.get(0);
    for (int i = 0; i < steps.size(); i++) {
      Answer answer = ask(asked);
      answers.add(answer);
      if (!(answer instanceof Answer.Given given)) {
        break;
      }
      if (i + 1 < steps.size()) {
        asked = asked.followedBy(steps.get(i + 1), given.output());
      }
    }
    return answers;
  }

  @Override
  public synchronized void close() {
    session.close();
  }
}
