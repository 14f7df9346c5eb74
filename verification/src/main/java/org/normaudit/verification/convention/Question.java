package org.normaudit.verification.convention;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * What a probe asks: one quantity of one step, and the coordinates that its value depends on. Only
 * quantities of the forward pass take part, so that a wrong gradient hides no convention.
 *
 * <p>Every number is a small multiple of a power of two, the same in every format, and every choice
 * shows: ε is as large as the variances, momentum is far from its complement and from 1/k, running
 * spreads lie on both sides of √ε and clip r at both ends however they are read.
 *
 * @param what the step, in words
 * @param input the step
 * @param quantity what is looked at
 * @param sees what it depends on
 */
record Question(String what, LayerInput input, Quantity quantity, Set<Coordinate> sees) {
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
  static List<Question> about(LayerKind layer, Dtype dtype) {
    LayerInput training = step(layer, dtype).withClip(Clip.NONE);
    if (!layer.isStateful()) {
      return List.of(new Question("a step", training, Quantity.Y, Coordinate.of(layer)));
    }
    LayerInput inference = training.withMode(Mode.INFERENCE);
    List<Question> questions = new ArrayList<>();
    questions.add(
        new Question(
            "a training step", training, Quantity.RUNNING_MEAN, EnumSet.of(Coordinate.SENSE)));
    questions.add(
        new Question(
            "a training step",
            training,
            Quantity.RUNNING_SPREAD,
            EnumSet.of(
                Coordinate.EPSILON, Coordinate.KEPT, Coordinate.CORRECTION, Coordinate.SENSE)));
    questions.add(
        new Question(
            "an inference step",
            inference,
            Quantity.Y,
            EnumSet.of(
                Coordinate.EPSILON, Coordinate.KEPT, Coordinate.INFERENCE, Coordinate.SCALE)));
    questions.add(
        new Question(
            "a training step",
            training,
            Quantity.Y,
            EnumSet.of(
                Coordinate.EPSILON, Coordinate.NORMALIZING, Coordinate.FOLD, Coordinate.SCALE)));
    if (layer == LayerKind.BATCH_RENORM) {
      Set<Coordinate> all = EnumSet.complementOf(EnumSet.of(Coordinate.INFERENCE));
      LayerInput wide = training.withClip(new Clip(0x1p-6, 64, 64));
      LayerInput tight = training.withClip(new Clip(0.75, 2, 0.25));
      for (Quantity quantity : List.of(Quantity.R, Quantity.D, Quantity.Y)) {
        questions.add(new Question("a step with wide bounds of r and d", wide, quantity, all));
        questions.add(new Question("a step that clips r and d", tight, quantity, all));
      }
    }
    return questions;
  }

  private static LayerInput step(LayerKind layer, Dtype dtype) {
    Shape shape = new Shape(3, PATTERN.length - 1, 2);
    double[] x = new double[shape.size()];
    for (int c = 0; c < shape.channels(); c++) {
      for (int k = 0; k < PATTERN.length; k++) {
        x[shape.index(k / 2, c, k % 2)] = SCALE[c] * PATTERN[k] + SHIFT[c];
      }
    }
    return LayerInput.of(layer, Mode.TRAINING, dtype, shape, x)
        .withEpsilon(EPSILON)
        .withRule(UpdateRule.rate(MOMENTUM))
        .withAffine(GAMMA, layer.isCentered() ? BETA : new double[BETA.length])
        .withState(new RunningStatistics(MEAN, SPREAD, UPDATES));
  }
}
