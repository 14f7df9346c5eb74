package org.normaudit.reference.layer;

import static org.normaudit.reference.Coordinates.EPSILON;
import static org.normaudit.reference.Coordinates.NORMALIZING;
import static org.normaudit.reference.Coordinates.SCALE;

import java.util.List;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * Normalization with the statistics of one sample: over all channels, J. L. Ba, J. R. Kiros, G. E.
 * Hinton, "Layer Normalization", 2016, arXiv:1607.06450; over one channel, D. Ulyanov, A. Vedaldi,
 * V. Lempitsky, "Instance Normalization", 2016, arXiv:1607.08022; over a group of channels, Y. Wu,
 * K. He, "Group Normalization", 2018, arXiv:1803.08494.
 *
 * <p>For each group of channels of each sample: μ = ū(x), V = ū((x−μ)²), σ = √(V+ε), x̂ = (x−μ)/σ,
 * and y = γ·x̂ + β with γ and β of each value's channel. The backward pass is that of {@link
 * SampleStatistics}.
 */
public final class LayerNorm implements Layer {
  private final String label;
  private final List<Setting<?>> settings;
  private final ToIntBiFunction<Shape, Settings> groups;
  private final List<Preset> presets;

  private LayerNorm(
      String label,
      List<Setting<?>> settings,
      ToIntBiFunction<Shape, Settings> groups,
      Preset... presets) {
    this.label = label;
    this.settings = settings;
    this.groups = groups;
    this.presets = List.of(presets);
  }

  /** Layer normalization: all channels of a sample. */
  static LayerNorm layer() {
    Convention paper = Convention.USUAL;
    return new LayerNorm(
        "layernorm",
        Settings.CLASSICAL,
        (shape, settings) -> 1,
        new Preset("paper", paper, "arXiv:1607.06450, equation 4", "the paper has no epsilon"),
        new Preset("pytorch", paper, "torch.nn.LayerNorm, documentation"),
        new Preset(
            "annotated-transformer",
            paper.with(NORMALIZING, Correction.BESSEL).with(EPSILON, Convention.Epsilon.OUTSIDE),
            "harvardnlp/annotated-transformer, class LayerNorm",
            "x.std() is Bessel's"));
  }

  /** Instance normalization: one channel of a sample. */
  static LayerNorm instance() {
    return new LayerNorm(
        "instancenorm",
        Settings.CLASSICAL,
        (shape, settings) -> shape.channels(),
        new Preset("paper", Convention.USUAL, "arXiv:1607.08022, equation 2"),
        new Preset(
            "pytorch",
            Convention.USUAL,
            "torch.nn.InstanceNorm2d, documentation",
            "without track_running_stats; one value in training is refused"));
  }

  /** Group normalization: a group of channels of a sample. */
  static LayerNorm group() {
    return new LayerNorm(
        "groupnorm",
        Settings.GROUPED,
        (shape, settings) -> settings.get(Settings.GROUPS),
        new Preset("paper", Convention.USUAL, "arXiv:1803.08494, equations 2 and 7"),
        new Preset("pytorch", Convention.USUAL, "torch.nn.GroupNorm, documentation"));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public List<Role> roles() {
    return List.of(Roles.X, Roles.GAMMA, Roles.BETA, Roles.Y);
  }

  @Override
  public List<Role> ignored() {
    return List.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  }

  @Override
  public List<Setting<?>> settings() {
    return settings;
  }

  @Override
  public List<Coordinate<?>> coordinates() {
    return List.of(EPSILON, NORMALIZING, SCALE);
  }

  @Override
  public Set<Property> properties() {
    return Set.of(Property.SHIFT_INVARIANT, Property.LEARNS_SHIFT);
  }

  @Override
  public Statistics statistics(Shape shape, Settings given) {
    return new Statistics(shape, groups.applyAsInt(shape, given), false);
  }

  @Override
  public List<Role> secondOrder() {
    return List.of(Roles.X, Roles.GAMMA, Roles.DY);
  }

  @Override
  public <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    SampleStatistics.forward(v, s, convention, true);
  }

  @Override
  public <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    SampleStatistics.backward(v, s, convention);
  }

  @Override
  public <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    s.put(Roles.GRAD_X, DoubleBackward.ofSets(s, Parameters.of(s, convention), s.get(Roles.DDX)));
  }

  @Override
  public Convention paper() {
    return Convention.USUAL;
  }

  @Override
  public List<Preset> presets() {
    return presets;
  }

  @Override
  public String toString() {
    return label();
  }
}
