package org.normaudit.verification.core.subject;

import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;

/** A subject under the name that it was asked for by. */
record Renamed(String name, Subject subject) implements Subject {

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
    return subject.ask(input);
  }

  @Override
  public List<Answer> trace(List<Step> steps) {
    return subject.trace(steps);
  }

  @Override
  public void close() {
    subject.close();
  }
}
