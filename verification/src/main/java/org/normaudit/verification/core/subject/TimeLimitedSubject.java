package org.normaudit.verification.core.subject;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;

/**
 * A subject of this JVM that is not trusted: this class asks it on a thread of its own, waits no
 * longer than a time limit, and checks every answer.
 *
 * <p>A thread that does not end when it is interrupted stays behind; after {@value
 * #SILENCES_IN_A_ROW} questions in a row without an answer no more are asked. Code in this JVM that
 * calls {@link System#exit}, fills the heap or crashes in native code cannot be held back: such an
 * implementation is better audited as a program of its own.
 */
public final class TimeLimitedSubject implements Subject {
  /** How many questions in a row may stay without an answer. */
  static final int SILENCES_IN_A_ROW = 3;

  private final Subject watched;
  private final Supported supported;
  private final Duration timeout;
  private ExecutorService worker = worker();
  private int silences;

  /**
   * @param timeout for one step
   * @throws SubjectException if it does not say what it can do
   */
  public TimeLimitedSubject(Subject watched, Duration timeout) {
    this.watched = watched;
    this.timeout = timeout;
    supported = describe();
  }

  private Supported describe() {
    Outcome<Supported> outcome = watch(watched::supported, timeout);
    Supported told = outcome.value();
    if (told == null) {
      worker.shutdownNow();
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "%s does not say what it can do: %s",
              watched.name(),
              outcome.instead() == null ? "capabilities() gives null" : outcome.instead()));
    }
    return told;
  }

  @Override
  public String name() {
    return watched.name();
  }

  @Override
  public Supported supported() {
    return supported;
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return watched.model(dtype);
  }

  @Override
  public synchronized Answer ask(Step input) {
    Optional<String> beyond = supported.beyond(input);
    if (beyond.isPresent()) {
      return new Answer.Unsupported(beyond.get());
    }
    return checked(input, answered(() -> List.of(watched.ask(input)), timeout).get(0));
  }

  @Override
  public synchronized List<Answer> trace(List<Step> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    List<Answer> answers = answered(() -> watched.trace(steps), timeout.multipliedBy(steps.size()));
    boolean whole = answers.stream().allMatch(Answer.Given.class::isInstance);
    if (answers.size() > steps.size() || (whole && answers.size() < steps.size())) {
      return List.of(
          new Answer.Crashed(
              String.format(
                  Locale.ROOT, "it gave %d outputs for %d steps", answers.size(), steps.size())));
    }
    Answer[] checked = new Answer[answers.size()];
    for (int i = 0; i < checked.length; i++) {
      checked[i] = checked(steps.get(i), answers.get(i));
    }
    return List.of(checked);
  }

  private Answer checked(Step input, Answer answer) {
    if (!(answer instanceof Answer.Given given)) {
      return answer;
    }
    if (given.output() == null) {
      return new Answer.Crashed("the output is null");
    }
    return Outputs.fault(supported, input, given.output())
        .<Answer>map(Answer.Crashed::new)
        .orElse(answer);
  }

  private List<Answer> answered(Callable<List<Answer>> question, Duration limit) {
    if (silences >= SILENCES_IN_A_ROW) {
      return List.of(
          new Answer.Crashed(
              String.format(
                  Locale.ROOT, "given up after %d questions without an answer", silences)));
    }
    Outcome<List<Answer>> outcome = watch(question, limit);
    if (outcome.value() == null) {
      return List.of(
          outcome.instead() == null ? new Answer.Crashed("the answer is null") : outcome.instead());
    }
    return outcome.value();
  }

  /** The result of a call, or the answer that is reported instead. */
  private record Outcome<T>(T value, Answer instead) {}

  // Anything thrown is the subject's failure, errors included: none may end the audit.
  private <T> Outcome<T> watch(Callable<T> call, Duration limit) {
    Future<T> future = worker.submit(call);
    try {
      T value = future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      silences = 0;
      return new Outcome<>(value, null);
    } catch (TimeoutException e) {
      silences++;
      worker.shutdownNow();
      worker = worker();
      return new Outcome<>(null, new Answer.TimedOut(limit));
    } catch (ExecutionException e) {
      silences = 0;
      return new Outcome<>(
          null, new Answer.Crashed(SanitizedText.clean(String.valueOf(e.getCause()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome<>(null, new Answer.Crashed("the audit was interrupted"));
    }
  }

  private static ExecutorService worker() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "normaudit-subject");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public synchronized void close() {
    if (silences == 0) {
      watch(
          () -> {
            watched.close();
            return true;
          },
          timeout);
    }
    worker.shutdownNow();
  }
}
