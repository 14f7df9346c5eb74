package org.normaudit.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Everything that one step of a layer depends on. Tensors are flat, in the order of {@link Shape},
 * and hold values of {@code dtype}.
 *
 * @param layer which layer
 * @param mode training or inference
 * @param dtype the format of all tensors
 * @param shape of x, dy and the like
 * @param groups into how many groups the channels of group normalization fall; 1 for other layers
 * @param epsilon ε, at least 0 and finite
 * @param rule how the running statistics follow
 * @param clip the bounds of r and d; {@link Clip#NONE} for layers without them
 * @param affine whether γ and β are parameters; if not they are 1 and 0 here, and a layer may leave
 *     out their gradients
 * @param x as long as the shape
 * @param gamma one a channel
 * @param beta one a channel
 * @param state the running statistics before the step
 * @param dy the upstream gradient, as long as x
 * @param second the upstream gradients of a double backward, where one is asked for
 */
public record LayerInput(
    LayerKind layer,
    Mode mode,
    Dtype dtype,
    Shape shape,
    int groups,
    double epsilon,
    UpdateRule rule,
    Clip clip,
    boolean affine,
    double[] x,
    double[] gamma,
    double[] beta,
    RunningStatistics state,
    double[] dy,
    Optional<SecondOrder> second) {

  /** Checks lengths, groups, ε, and γ and β where they are no parameters; NaN fails. */
  public LayerInput {
    layer.groups(shape, groups);
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon must be at least 0 and finite: " + epsilon);
    }
    shape.requireTensor("x", x);
    shape.requireTensor("dy", dy);
    shape.requirePerChannel("gamma", gamma);
    shape.requirePerChannel("beta", beta);
    shape.requirePerChannel("running mean", state.mean());
    if (!affine) {
      requireAll("gamma", gamma, 1);
      requireAll("beta", beta, 0);
    }
    if (second.isPresent()) {
      shape.requireTensor("ddx", second.get().ddx());
      shape.requirePerChannel("ddgamma", second.get().ddgamma());
      shape.requirePerChannel("ddbeta", second.get().ddbeta());
    }
  }

  /** A step of a layer without a setting for groups. */
  public LayerInput(
      LayerKind layer,
      Mode mode,
      Dtype dtype,
      Shape shape,
      double epsilon,
      UpdateRule rule,
      Clip clip,
      boolean affine,
      double[] x,
      double[] gamma,
      double[] beta,
      RunningStatistics state,
      double[] dy,
      Optional<SecondOrder> second) {
    this(
        layer, mode, dtype, shape, 1, epsilon, rule, clip, affine, x, gamma, beta, state, dy,
        second);
  }

  private static void requireAll(String name, double[] values, double expected) {
    for (int c = 0; c < values.length; c++) {
      if (!(values[c] == expected)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be %s where the layer is not affine: %s in channel %d",
                name,
                expected,
                values[c],
                c));
      }
    }
  }

  /**
   * A step with the usual settings: ε = 1e−5, update rate 0.1, no clipping bounds, not affine,
   * initial statistics, an upstream gradient of zeros.
   */
  public static LayerInput of(LayerKind layer, Mode mode, Dtype dtype, Shape shape, double[] x) {
    double[] ones = new double[shape.channels()];
    Arrays.fill(ones, 1);
    return new LayerInput(
        layer,
        mode,
        dtype,
        shape,
        1,
        1e-5,
        UpdateRule.rate(0.1),
        Clip.NONE,
        false,
        x,
        ones,
        new double[shape.channels()],
        RunningStatistics.initial(shape.channels()),
        new double[shape.size()],
        Optional.empty());
  }

  /** The flat tensor seen so that its channels are the sets of values that share statistics. */
  public Shape statistics() {
    return layer.statistics(shape, groups);
  }

  /** The blocks of channels that a definition looks at one by one. */
  public List<Block> blocks() {
    int count = shape.channels() / block(0).channels();
    return IntStream.range(0, count).mapToObj(this::block).toList();
  }

  /** Block {@code b} of them. */
  public Block block(int b) {
    int channels = shape.channels() / layer.groups(shape, groups);
    return new Block(shape, b * channels, channels);
  }

  /** Whether running statistics count the step: training, on some values, and not frozen. */
  public boolean isUpdate() {
    return mode == Mode.TRAINING && shape.count() > 0 && rule.sense() != UpdateRule.Sense.FROZEN;
  }

  /** This step in the other mode. */
  public LayerInput withMode(Mode other) {
    return changed(draft -> draft.mode = other);
  }

  /** This step for another layer. */
  public LayerInput withLayer(LayerKind other) {
    return changed(draft -> draft.layer = other);
  }

  /** This step with the channels of group normalization in so many groups. */
  public LayerInput withGroups(int other) {
    return changed(draft -> draft.groups = other);
  }

  /** This step in another format, which must have all its values. */
  public LayerInput withDtype(Dtype other) {
    return changed(draft -> draft.dtype = other);
  }

  /** This step with another ε. */
  public LayerInput withEpsilon(double other) {
    return changed(draft -> draft.epsilon = other);
  }

  /** This step with another update rule. */
  public LayerInput withRule(UpdateRule other) {
    return changed(draft -> draft.rule = other);
  }

  /** This step with other bounds of r and d. */
  public LayerInput withClip(Clip other) {
    return changed(draft -> draft.clip = other);
  }

  /** This step with another x of the same shape. */
  public LayerInput withX(double[] other) {
    return changed(draft -> draft.x = other);
  }

  /**
   * This step on other tensors, of a shape with as many channels, and without a double backward.
   */
  public LayerInput withTensors(Shape otherShape, double[] otherX, double[] otherDy) {
    return changed(
        draft -> {
          draft.shape = otherShape;
          draft.x = otherX;
          draft.dy = otherDy;
          draft.second = Optional.empty();
        });
  }

  /** This step with γ and β as parameters. */
  public LayerInput withAffine(double[] otherGamma, double[] otherBeta) {
    return changed(
        draft -> {
          draft.affine = true;
          draft.gamma = otherGamma;
          draft.beta = otherBeta;
        });
  }

  /** This step from other running statistics. */
  public LayerInput withState(RunningStatistics other) {
    return changed(draft -> draft.state = other);
  }

  /** This step with another upstream gradient. */
  public LayerInput withDy(double[] other) {
    return changed(draft -> draft.dy = other);
  }

  /** This step with a double backward. */
  public LayerInput withSecond(SecondOrder other) {
    return changed(draft -> draft.second = Optional.of(other));
  }

  private LayerInput changed(Consumer<LayerInputDraft> change) {
    LayerInputDraft draft = new LayerInputDraft(this);
    change.accept(draft);
    return draft.finished();
  }
}
