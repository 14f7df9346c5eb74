package org.normaudit.verification.core.convention;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;

/**
 * What the conventions of a lattice answer to the {@linkplain Question questions}, each computed
 * once for all subjects. Several threads may use one.
 */
public final class Predictions {
  private final Map<Asked, List<Question>> questions = new ConcurrentHashMap<>();
  private final Map<Answered, Definition> definitions = new ConcurrentHashMap<>();
  private final Map<Held, Prediction> predictions = new ConcurrentHashMap<>();

  /** The questions about a layer: the same objects each time. */
  List<Question> questions(Layer layer, Dtype dtype) {
    return questions.computeIfAbsent(
        new Asked(layer, dtype), key -> Question.about(key.layer, key.dtype));
  }

  /**
   * What a subject of that model answers under a convention.
   *
   * @param input the step of one of {@link #questions}
   */
  Prediction of(Step input, Convention convention, ErrorModel model) {
    Answered answered = new Answered(input, convention);
    return predictions.computeIfAbsent(
        new Held(answered, model),
        key ->
            new Prediction(
                definitions.computeIfAbsent(answered, Definition::of),
                Bounds.of(input, convention, model)));
  }

  private record Asked(Layer layer, Dtype dtype) {}

  private record Held(Answered answered, ErrorModel model) {}

  // Steps are told apart as objects: to compare their tensors would cost more than it saves.
  private record Answered(Step input, Convention convention) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Answered that
          && that.input == input
          && that.convention.equals(convention);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(input) + convention.hashCode();
    }
  }

  /** A step's answer by the definition in binary64, and how far it may be off. */
  private record Definition(StepOutput output, Bounds own) {

    static Definition of(Answered answered) {
      Step binary64 = answered.input.withDtype(Dtype.FLOAT64);
      StepOutput output =
          new DefinedLayer<>(
                  "definition",
                  Binary64.INSTANCE,
                  Dtype.FLOAT64,
                  Map.of(binary64.layer(), answered.convention))
              .run(binary64);
      return new Definition(
          output, Bounds.of(binary64, answered.convention, ErrorModel.ieee(Dtype.FLOAT64)));
    }
  }

  /** The step's answer under one convention, and how far the subject's may lie from it. */
  record Prediction(Definition definition, Bounds subjects) {

    double[] predicted(Role quantity) {
      return definition.output.get(quantity);
    }

    double allowed(Role quantity, int index) {
      return definition.own.get(quantity)[index] + subjects.get(quantity)[index];
    }

    // NaN lies within no bound.
    boolean fits(Role quantity, double[] observed) {
      double[] predicted = predicted(quantity);
      for (int i = 0; i < predicted.length; i++) {
        if (!(Math.abs(observed[i] - predicted[i]) <= allowed(quantity, i))) {
          return false;
        }
      }
      return true;
    }
  }
}
