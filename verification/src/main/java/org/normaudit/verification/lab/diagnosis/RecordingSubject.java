package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;

/** Records the questions and answers of a subject. After a timeout it asks no more. */
final class RecordingSubject implements Subject {
  private final Subject subject;
  private final List<RecordedExchange> asked = new ArrayList<>();
  private boolean lost;

  RecordingSubject(Subject subject) {
    this.subject = subject;
  }

  List<RecordedExchange> asked() {
    return asked;
  }

  @Override
  public String name() {
    return subject.name();
  }

  @Override
  public Supported supported() {
    return subject.supported();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return subject.model(dtype);
  }

  @Override
  public Answer ask(Step input) {
    Answer answer = lost ? new Answer.Unsupported("it did not answer before") : subject.ask(input);
    note(List.of(input), List.of(answer), false);
    return answer;
  }

  @Override
  public List<Answer> trace(List<Step> steps) {
    List<Answer> answers =
        lost ? List.of(new Answer.Unsupported("it did not answer before")) : subject.trace(steps);
    note(steps, answers, true);
    return answers;
  }

  private void note(List<Step> steps, List<Answer> answers, boolean trace) {
    lost |= answers.stream().anyMatch(Answer.TimedOut.class::isInstance);
    asked.add(new RecordedExchange(List.copyOf(steps), List.copyOf(answers), trace));
  }

  /** Whether a question went unanswered for too long. */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("the subject belongs to the audit");
  }
}
