package org.normaudit.verification.core.convention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;

/**
 * Finds the convention of a subject from a few {@linkplain Question questions}: every convention of
 * the lattice predicts an answer, and those remain whose predictions the subject's answers lie
 * within the bounds of.
 *
 * <p>A prediction is the definition in binary64; its own bound is added to the subject's.
 *
 * @see Predictions
 */
public final class ConventionProbe {
  // More candidates than this are not worth asking when part of the subject fits none of them.
  private static final int MANY = 256;

  private final Subject subject;
  private final Layer layer;
  private final Dtype dtype;
  private final ErrorModel model;
  private final Map<Step, Answer> answers = new HashMap<>();
  private final Predictions predictions;
  private final Map<Question, String> unanswered = new LinkedHashMap<>();
  private final List<Question> unexplained = new ArrayList<>();
  private List<Convention> candidates;

  private ConventionProbe(Subject subject, Layer layer, Predictions predictions) {
    this.subject = subject;
    this.predictions = predictions;
    this.layer = layer;
    this.dtype = finest(subject);
    this.model = subject.model(dtype);
    this.candidates = Lattice.of(layer);
  }

  private static Dtype finest(Subject subject) {
    return subject.supported().dtypes().stream()
        .max((a, b) -> Integer.compare(a.precision(), b.precision()))
        .orElseThrow();
  }

  /** The steps that a subject of that layer and format is asked for, each once. */
  public static List<Step> steps(Layer layer, Dtype dtype) {
    Map<Step, Boolean> steps = new LinkedHashMap<>();
    Question.about(layer, dtype).forEach(question -> steps.put(question.input(), true));
    return List.copyOf(steps.keySet());
  }

  /** The convention that a subject keeps to in one of its layers. */
  public static FoundConvention find(Subject subject, Layer layer) {
    return find(subject, layer, new Predictions());
  }

  /**
   * The same beside other subjects.
   *
   * @param predictions shared by all of them
   */
  public static FoundConvention find(Subject subject, Layer layer, Predictions predictions) {
    return new ConventionProbe(subject, layer, predictions).find();
  }

  private FoundConvention find() {
    for (Question question : predictions.questions(layer, dtype)) {
      ask(question);
    }
    return new FoundConvention(layer, candidates, unanswered, unexplained);
  }

  private void ask(Question question) {
    Answer answer = answers.computeIfAbsent(question.input(), this::answer);
    if (!(answer instanceof Answer.Given given)) {
      unanswered.put(question, FoundConvention.reason(answer));
      return;
    }
    if (!given.output().has(question.quantity())) {
      unanswered.put(question, "the subject gives no " + question.quantity().label());
      return;
    }
    double[] observed = given.output().get(question.quantity());
    if (candidates.size() > MANY && !unexplained.isEmpty()) {
      unexplained.forEach(this::settle);
    }
    List<Convention> fitting = new ArrayList<>();
    for (Convention candidate : candidates) {
      if (fits(question, candidate, observed)) {
        fitting.add(candidate);
      }
    }
    if (fitting.isEmpty()) {
      unexplained.add(question);
    } else {
      candidates = fitting;
    }
  }

  private Answer answer(Step input) {
    return subject.supported().modes().contains(input.mode())
        ? subject.ask(input)
        : new Answer.Unsupported("the subject has no " + input.mode().label() + " mode");
  }

  // What no convention explains decides nothing: there the paper's choices are as good as any.
  private void settle(Question question) {
    Convention paper = layer.paper();
    for (Coordinate<?> coordinate : question.sees()) {
      List<Convention> rest =
          candidates.stream().filter(candidate -> coordinate.same(candidate, paper)).toList();
      candidates = rest.isEmpty() ? candidates : rest;
    }
  }

  private boolean fits(Question question, Convention candidate, double[] observed) {
    Convention seen = layer.paper();
    for (Coordinate<?> coordinate : question.sees()) {
      seen = coordinate.take(seen, candidate);
    }
    return predictions.of(question.input(), seen, model).fits(question.quantity(), observed);
  }
}
