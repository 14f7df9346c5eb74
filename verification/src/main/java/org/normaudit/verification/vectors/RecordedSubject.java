package org.normaudit.verification.vectors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Outputs;
import org.normaudit.verification.subject.Subject;

/**
 * Answers that an implementation gave elsewhere. A step without a recorded answer is {@link
 * Answer.Unsupported}, so a check that needs another step than the case's own is skipped.
 */
public final class RecordedSubject implements Subject {
  private static final Answer NOT_ASKED =
      new Answer.Unsupported("no answer is recorded for this step");

  private final String name;
  private final String ranOn;
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, Answer> answers = new HashMap<>();
  private final Set<LayerKind> layers = EnumSet.noneOf(LayerKind.class);
  private final Set<Mode> modes = EnumSet.noneOf(Mode.class);
  private final Set<Dtype> dtypes = EnumSet.noneOf(Dtype.class);
  private final Set<Quantity> quantities = EnumSet.noneOf(Quantity.class);

  RecordedSubject(String name, String ranOn) {
    this.name = name;
    this.ranOn = ranOn;
  }

  /** Records the answer to the step of a case. */
  void record(Case c, LayerInput input, LayerOutput output) {
    cases.add(c);
    record(input, output);
  }

  /** Records the answer to a step that belongs to no case. */
  void record(LayerInput input, LayerOutput output) {
    layers.add(input.layer());
    modes.add(input.mode());
    dtypes.add(input.dtype());
    quantities.addAll(output.quantities());
    Capabilities given = new Capabilities(name, ranOn, layers, modes, dtypes, output.quantities());
    Optional<String> fault = Outputs.fault(given, input, output);
    answers.put(
        InputDigest.of(input),
        fault.<Answer>map(Answer.Crashed::new).orElseGet(() -> new Answer.Given(output)));
  }

  /** The cases with a recorded answer. */
  public List<Case> cases() {
    return List.copyOf(cases);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(name, ranOn, layers, modes, dtypes, quantities);
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return ErrorModel.unknown(dtype);
  }

  @Override
  public Answer ask(LayerInput input) {
    return answers.getOrDefault(InputDigest.of(input), NOT_ASKED);
  }

  @Override
  public List<Answer> trace(List<LayerInput> steps) {
    return List.of(NOT_ASKED);
  }

  @Override
  public void close() {}
}
