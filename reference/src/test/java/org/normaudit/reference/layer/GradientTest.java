package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.Steps;

/** The gradients and the double backward by automatic differentiation, under every convention. */
class GradientTest {
  private static final Shape SHAPE = new Shape(5, 1, 1);

  static Stream<Convention> batchNormalization() {
    return Conventions.of(LayerKind.BATCH_NORM).stream();
  }

  static Stream<Convention> batchRenormalization() {
    return Conventions.of(LayerKind.BATCH_RENORM).stream();
  }

  @ParameterizedTest
  @MethodSource
  void batchNormalization(Convention convention) {
    check(LayerKind.BATCH_NORM, convention, Clip.NONE);
  }

  @ParameterizedTest
  @MethodSource
  void batchRenormalization(Convention convention) {
    check(LayerKind.BATCH_RENORM, convention, Clip.symmetric(1e3, 1e3));
    check(LayerKind.BATCH_RENORM, convention, new Clip(0.9, 1.125, 0.0625));
  }

  static Stream<Arguments> statisticsOfASample() {
    // One block each: two channels that share statistics, or one channel.
    Shape several = new Shape(2, 2, 2);
    Shape one = new Shape(2, 1, 3);
    return Stream.of(
            arguments(LayerKind.LAYER_NORM, several),
            arguments(LayerKind.INSTANCE_NORM, one),
            arguments(LayerKind.GROUP_NORM, several),
            arguments(LayerKind.RMS_NORM, several))
        .flatMap(
            pair -> {
              LayerKind layer = (LayerKind) pair.get()[0];
              Convention paper = Convention.paper(layer);
              return Conventions.of(layer).stream()
                  .filter(
                      c ->
                          c.get(Coordinates.KEPT) == paper.get(Coordinates.KEPT)
                              && c.get(Coordinates.INFERENCE) == paper.get(Coordinates.INFERENCE))
                  .map(c -> arguments(layer, pair.get()[1], c));
            });
  }

  @ParameterizedTest
  @MethodSource
  void statisticsOfASample(LayerKind layer, Shape shape, Convention convention) {
    check(layer, shape, convention, Clip.NONE);
  }

  private static void check(LayerKind layer, Convention convention, Clip clip) {
    check(layer, SHAPE, convention, clip);
  }

  private static void check(LayerKind layer, Shape shape, Convention convention, Clip clip) {
    Steps steps = new Steps(Dtype.FLOAT64, 50);
    for (Mode mode : Mode.values()) {
      // Below and above the variance of x: a floor of ε bites in the second.
      for (double epsilon : new double[] {0.25, 16}) {
        Step step =
            ClassicalView.step(steps.step(layer, mode, shape, 0.5))
                .withClip(clip)
                .withEpsilon(epsilon);
        GradientCheck check = new GradientCheck(step, convention, 0);
        check.first();
        if (convention.get(Coordinates.FOLD) == Convention.RenormPlacement.NONE
            || mode == Mode.INFERENCE) {
          check.second();
        } else {
          assertFalse(check.truth().containsKey(Roles.GRAD_X));
        }
      }
    }
  }
}
