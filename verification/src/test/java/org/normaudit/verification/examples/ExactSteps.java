package org.normaudit.verification.examples;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * Steps whose every intermediate value is a short binary fraction in any order of evaluation, so
 * that all honest implementations of one convention agree to the bit.
 *
 * <p>Each channel holds mean + scale·(3, −1, −1, −1) in some order: the sum of squares is
 * 12·scale², so V = 3·scale², V·m/(m−1) = 4·scale², and with ε = scale² the standard deviation is
 * 2·scale.
 */
public final class ExactSteps {
  private static final double[] PATTERN = {3, -1, -1, -1};

  private ExactSteps() {}

  /** Steps of both layers in both modes, in several layouts and under several update rules. */
  public static List<Step> of(Dtype dtype) {
    List<Step> steps = new ArrayList<>();
    for (Layer layer : List.of(Layers.of("batchnorm"), Layers.of("batchrenorm"))) {
      for (Mode mode : Mode.values()) {
        for (Shape shape : List.of(new Shape(4, 3, 1), new Shape(1, 3, 4), new Shape(2, 3, 2))) {
          Step step = step(layer, mode, dtype, shape);
          steps.add(step);
          steps.add(step.withRule(UpdateRule.frozen()));
          steps.add(step.withRule(UpdateRule.cumulative(UpdateRule.Correction.BIASED)));
          steps.add(step.withSecond(second(shape)));
        }
      }
    }
    return steps;
  }

  /** Inference, training, frozen training and training again of one layer object. */
  public static List<Step> trace(Layer layer, Dtype dtype) {
    Step first = step(layer, Mode.TRAINING, dtype, new Shape(4, 3, 1));
    // With two updates more there are 7, so that the cumulative step's rate is 1/8.
    Step training =
        first.withState(new RunningStatistics(first.state().mean(), first.state().spread(), 5));
    Step other = step(layer, Mode.TRAINING, dtype, new Shape(1, 3, 4));
    return List.of(
        training.withMode(Mode.INFERENCE),
        training,
        other.withRule(UpdateRule.rate(0.5)),
        training.withRule(UpdateRule.frozen()),
        other.withRule(UpdateRule.cumulative(UpdateRule.Correction.BIASED)),
        other);
  }

  private static SecondOrder second(Shape shape) {
    double[] ddx = new double[shape.size()];
    for (int i = 0; i < ddx.length; i++) {
      ddx[i] = i * 5 % 7 - 3;
    }
    return new SecondOrder(ddx, new double[] {1, -2, 0.5}, new double[] {3, 0, -1});
  }

  /** One step: ε = 4, so x spreads by 2; momentum 1/4; r and d clipped in some channels. */
  public static Step step(Layer layer, Mode mode, Dtype dtype, Shape shape) {
    double[] x = new double[shape.size()];
    double[] dy = new double[shape.size()];
    double[] means = {1, -2, 0.5};
    for (int o = 0, k = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++, k++) {
        for (int c = 0; c < shape.channels(); c++) {
          x[shape.index(o, c, i)] = means[c] + 2 * PATTERN[(k + c) % PATTERN.length];
          dy[shape.index(o, c, i)] = (k * (c + 1) % 4) - 1;
        }
      }
    }
    RunningStatistics state =
        layer == Layers.of("batchnorm")
            ? new RunningStatistics(new double[] {0, 1, -1}, new double[] {0, 12, 60}, 3)
            : new RunningStatistics(new double[] {0, 1, -1}, new double[] {1, 2, 8}, 3);
    return Step.of(layer, mode, dtype, shape, x)
        .withEpsilon(4)
        .withRule(UpdateRule.rate(0.25))
        .withClip(layer.has(Roles.R) ? new Clip(0.25, 2, 1) : Clip.NONE)
        .withAffine(new double[] {1, -0.5, 2}, new double[] {0, 1, -3})
        .withState(state)
        .withDy(dy);
  }
}
