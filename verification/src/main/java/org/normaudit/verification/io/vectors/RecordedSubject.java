package org.normaudit.verification.io.vectors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Outputs;
import org.normaudit.verification.core.subject.Subject;

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
  private final Set<Layer> layers = Layers.set(List.of());
  private final Set<Mode> modes = EnumSet.noneOf(Mode.class);
  private final Set<Dtype> dtypes = new TreeSet<>();
  private final Set<Role> quantities = Roles.ordered(List.of());

  RecordedSubject(String name, String ranOn) {
    this.name = name;
    this.ranOn = ranOn;
  }

  /** Records the answer to the step of a case. */
  void record(Case c, Step input, StepOutput output) {
    cases.add(c);
    record(input, output);
  }

  /** Records the answer to a step that belongs to no case. */
  void record(Step input, StepOutput output) {
    layers.add(input.layer());
    modes.add(input.mode());
    dtypes.add(input.dtype());
    quantities.addAll(output.roles());
    Supported given = new Supported(name, ranOn, layers, modes, dtypes, output.roles());
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
  public Supported supported() {
    return new Supported(name, ranOn, layers, modes, dtypes, quantities);
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return ErrorModel.unknown(dtype);
  }

  @Override
  public Answer ask(Step input) {
    return answers.getOrDefault(InputDigest.of(input), NOT_ASKED);
  }

  @Override
  public List<Answer> trace(List<Step> steps) {
    return List.of(NOT_ASKED);
  }

  @Override
  public void close() {}
}
