package org.normaudit.verification.subject;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.verification.bound.ErrorModel;

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

  private final Subject limited;
  private final Capabilities capabilities;
  private final Duration timeout;
  private ExecutorService worker = worker();
  private int silences;

  /**
   * @param timeout for one step
   * @throws SubjectException if it does not say what it can do
   */
  public TimeLimitedSubject(Subject limited, Duration timeout) {
    this.limited = limited;
    this.timeout = timeout;
    capabilities = describe();
  }

  private Capabilities describe() {
    Outcome<Capabilities> outcome = watch(limited::capabilities, timeout);
    Capabilities told = outcome.value();
    if (told == null) {
      worker.shutdownNow();
      throw new SubjectException(
          "%s does not say what it can do: %s"
              .formatted(
                  limited.name(),
                  outcome.instead() == null ? "capabilities() gives null" : outcome.instead()));
    }
    return told;
  }

  @Override
  public String name() {
    return limited.name();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return limited.model(dtype);
  }

  @Override
  public synchronized Answer ask(LayerInput input) {
    Optional<String> beyond = Outputs.beyond(capabilities, input);
    if (beyond.isPresent()) {
      return new Answer.Unsupported(beyond.get());
    }
    return checked(input, answered(() -> List.of(limited.ask(input)), timeout).get(0));
  }

  @Override
  public synchronized List<Answer> trace(List<LayerInput> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    List<Answer> answers = answered(() -> limited.trace(steps), timeout.multipliedBy(steps.size()));
    boolean whole = answers.stream().allMatch(Answer.Given.class::isInstance);
    if (answers.size() > steps.size() || (whole && answers.size() < steps.size())) {
      return List.of(
          new Answer.Crashed(
              "it gave %d outputs for %d steps".formatted(answers.size(), steps.size())));
    }
    Answer[] checked = new Answer[answers.size()];
    for (int i = 0; i < checked.length; i++) {
      checked[i] = checked(steps.get(i), answers.get(i));
    }
    return List.of(checked);
  }

  private Answer checked(LayerInput input, Answer answer) {
    if (!(answer instanceof Answer.Given given)) {
      return answer;
    }
    if (given.output() == null) {
      return new Answer.Crashed("the output is null");
    }
    return Outputs.fault(capabilities, input, given.output())
        .<Answer>map(Answer.Crashed::new)
        .orElse(answer);
  }

  private List<Answer> answered(Callable<List<Answer>> question, Duration limit) {
    if (silences >= SILENCES_IN_A_ROW) {
      return List.of(
          new Answer.Crashed("given up after %d questions without an answer".formatted(silences)));
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
            limited.close();
            return true;
          },
          timeout);
    }
    worker.shutdownNow();
  }
}
