package org.normaudit.verification.core.convention;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * What a probe asks: one quantity of one step, and the coordinates that its value depends on. Only
 * quantities of the forward pass take part, so that a wrong gradient hides no convention.
 *
 * <p>Every number is a small multiple of a power of two, the same in every format of 5 bits, and
 * every choice shows: ε is as large as the variances, momentum is far from its complement and from
 * 1/k, running spreads lie on both sides of √ε and clip r at both ends however they are read.
 *
 * @param what the step, in words
 * @param input the step
 * @param quantity what is looked at
 * @param sees what it depends on, in the order of all coordinates
 */
record Question(String what, Step input, Role quantity, List<Coordinate<?>> sees) {
  private static final double[] PATTERN = {-3, -1, 0.5, 1, 2.5, 4};
  private static final double[] SCALE = {1, 0.0625, 1, 2, 1};
  private static final double[] SHIFT = {0, 0.5, 1, -1, 2};
  private static final double[] MEAN = {0.5, 0.25, -1, 2, 1.5};
  private static final double[] SPREAD = {0.75, 0.125, 8, 0x1p-6, 64};
  private static final double[] GAMMA = {1.5, -2, 0.5, 3, -0.75};
  private static final double[] BETA = {0.25, 1, -0.5, 2, -1};
  private static final double EPSILON = 0.5;
  private static final double MOMENTUM = 0.625;
  private static final long UPDATES = 3;

  /** All questions about a layer; those that few coordinates answer come first. */
  static List<Question> about(Layer layer, Dtype dtype) {
    Step training = step(layer, dtype).withClip(Clip.NONE);
    if (!layer.is(Property.STATEFUL)) {
      return List.of(new Question("a step", training, Roles.Y, layer.coordinates()));
    }
    Step inference = training.withMode(Mode.INFERENCE);
    List<Question> questions = new ArrayList<>();
    questions.add(
        new Question("a training step", training, Roles.RUNNING_MEAN, List.of(Coordinates.SENSE)));
    questions.add(
        new Question(
            "a training step",
            training,
            Roles.RUNNING_SPREAD,
            List.of(
                Coordinates.EPSILON, Coordinates.KEPT, Coordinates.CORRECTION, Coordinates.SENSE)));
    questions.add(
        new Question(
            "an inference step",
            inference,
            Roles.Y,
            List.of(
                Coordinates.EPSILON, Coordinates.KEPT, Coordinates.INFERENCE, Coordinates.SCALE)));
    questions.add(
        new Question(
            "a training step",
            training,
            Roles.Y,
            List.of(
                Coordinates.EPSILON,
                Coordinates.NORMALIZING,
                Coordinates.FOLD,
                Coordinates.SCALE)));
    if (layer.has(Roles.R)) {
      List<Coordinate<?>> all =
          layer.coordinates().stream()
              .filter(coordinate -> coordinate != Coordinates.INFERENCE)
              .toList();
      Step wide = training.withClip(new Clip(0x1p-6, 64, 64));
      Step tight = training.withClip(new Clip(0.75, 2, 0.25));
      for (Role quantity : List.of(Roles.R, Roles.D, Roles.Y)) {
        questions.add(new Question("a step with wide bounds of r and d", wide, quantity, all));
        questions.add(new Question("a step that clips r and d", tight, quantity, all));
      }
    }
    return questions;
  }

  private static Step step(Layer layer, Dtype dtype) {
    Shape shape = new Shape(3, PATTERN.length - 1, 2);
    double[] x = new double[shape.size()];
    for (int c = 0; c < shape.channels(); c++) {
      for (int k = 0; k < PATTERN.length; k++) {
        x[shape.index(k / 2, c, k % 2)] = SCALE[c] * PATTERN[k] + SHIFT[c];
      }
    }
    return Step.of(layer, Mode.TRAINING, dtype, shape, x)
        .withEpsilon(EPSILON)
        .withRule(UpdateRule.rate(MOMENTUM))
        .withAffine(GAMMA, layer.is(Property.LEARNS_SHIFT) ? BETA : new double[BETA.length])
        .withState(new RunningStatistics(MEAN, SPREAD, UPDATES));
  }
}
