package org.normaudit.verification.subject;

import java.util.List;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.verification.bound.ErrorModel;

/** A subject under the name that it was asked for by. */
record Renamed(String name, Subject subject) implements Subject {

  @Override
  public Capabilities capabilities() {
    return subject.capabilities();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return subject.model(dtype);
  }

  @Override
  public Answer ask(LayerInput input) {
    return subject.ask(input);
  }

  @Override
  public List<Answer> trace(List<LayerInput> steps) {
    return subject.trace(steps);
  }

  @Override
  public void close() {
    subject.close();
  }
}
