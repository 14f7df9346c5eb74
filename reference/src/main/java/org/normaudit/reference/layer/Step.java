package org.normaudit.reference.layer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.normaudit.reference.Block;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * Everything that one step of a layer depends on: its settings, and a tensor for each role that is
 * given. Tensors are flat, in the order of {@link Shape}, and hold values of their role's format. A
 * value: a change returns a new step, which shares the tensors that did not change. No tensor is
 * modified.
 */
public final class Step {
  private final Layer layer;
  private final Mode mode;
  private final Formats formats;
  private final Shape shape;
  private final Settings settings;
  private final Map<Role, double[]> tensors;
  private final Statistics statistics;
  private final DerivedRoles derived;

  private Step(
      Layer layer,
      Mode mode,
      Formats formats,
      Shape shape,
      Settings settings,
      Map<Role, double[]> tensors) {
    this.layer = layer;
    this.mode = mode;
    this.formats = formats;
    this.shape = shape;
    this.settings = settings;
    this.tensors = tensors;
    this.statistics = layer.statistics(shape, settings);
    this.derived = DerivedRoles.of(layer);
  }

  /**
   * A step.
   *
   * @param tensors one for each of {@link Layer#given}, and for all or none of {@link
   *     Layer#secondUpstreams}; kept, not copied
   * @throws IllegalArgumentException if a tensor is missing or has another length, or a parameter
   *     that is not learned is not 1 (γ) or 0 (others)
   */
  public static Step of(
      Layer layer,
      Mode mode,
      Formats formats,
      Shape shape,
      Settings settings,
      Map<Role, double[]> tensors) {
    return new Step(layer, mode, formats, shape, settings, new HashMap<>(tensors)).checked();
  }

  /**
   * A step with the usual settings: ε = 1e−5, update rate 0.1, no clipping bounds, not affine,
   * initial statistics, other inputs and upstream gradients of zeros.
   */
  public static Step of(Layer layer, Mode mode, Dtype dtype, Shape shape, double[] x) {
    Map<Role, double[]> tensors = new HashMap<>();
    for (Role role : layer.given()) {
      double[] values = new double[role.length(shape)];
      Arrays.fill(values, role.equals(Roles.GAMMA) || role.equals(Roles.RUNNING_SPREAD) ? 1 : 0);
      tensors.put(role, values);
    }
    tensors.put(Roles.X, x);
    return new Step(layer, mode, Formats.of(dtype), shape, Settings.USUAL, tensors).checked();
  }

  private Step checked() {
    StepTensors.check(this);
    return this;
  }

  /** Which layer. */
  public Layer layer() {
    return layer;
  }

  /** Training or inference. */
  public Mode mode() {
    return mode;
  }

  /** The formats of the tensors. */
  public Formats formats() {
    return formats;
  }

  /** The format of inputs, outputs and their gradients. */
  public Dtype dtype() {
    return formats.tensors();
  }

  /** The format of a role's tensor. */
  public Dtype format(Role role) {
    return formats.of(role);
  }

  /** The shape of inputs and outputs. */
  public Shape shape() {
    return shape;
  }

  /** The settings. */
  public Settings settings() {
    return settings;
  }

  /** The value of a setting. */
  public <V> V get(Setting<V> setting) {
    return settings.get(setting);
  }

  /** The roles that have a tensor. */
  public List<Role> roles() {
    return hasSecond() ? derived.all() : derived.given();
  }

  /** The tensor of a role, not a copy; null where the step has none. */
  public double[] get(Role role) {
    return tensors.get(role);
  }

  /** Whether a double backward is asked for. */
  public boolean hasSecond() {
    List<Role> second = derived.secondUpstreams();
    return !second.isEmpty() && tensors.containsKey(second.get(0));
  }

  /** Which values share statistics. */
  public Statistics statistics() {
    return statistics;
  }

  /** The blocks of channels that a definition looks at one by one. */
  public List<Block> blocks() {
    return IntStream.range(0, statistics.groups()).mapToObj(this::block).toList();
  }

  /** Block {@code b} of them. */
  public Block block(int b) {
    return statistics.block(b);
  }

  /** Whether running statistics count the step: training, on some values, and not frozen. */
  public boolean isUpdate() {
    return mode == Mode.TRAINING && shape.count() > 0 && rule().sense() != UpdateRule.Sense.FROZEN;
  }

  /** ε. */
  public double epsilon() {
    return settings.get(Settings.EPSILON);
  }

  /** How running statistics follow. */
  public UpdateRule rule() {
    return settings.rule();
  }

  /** The bounds of r and d. */
  public Clip clip() {
    return settings.clip();
  }

  /** Whether the parameters are learned. */
  public boolean affine() {
    return settings.get(Settings.AFFINE);
  }

  /** How many batches the running statistics hold. */
  public long updates() {
    return settings.get(Settings.UPDATES);
  }

  /** The input that is normalized. */
  public double[] x() {
    return get(Roles.X);
  }

  /** γ. */
  public double[] gamma() {
    return get(Roles.GAMMA);
  }

  /** β. */
  public double[] beta() {
    return get(Roles.BETA);
  }

  /** The upstream gradient of y. */
  public double[] dy() {
    return get(Roles.DY);
  }

  /** The running statistics before the step. */
  public RunningStatistics state() {
    return new RunningStatistics(
        get(Roles.RUNNING_MEAN), get(Roles.RUNNING_SPREAD), settings.get(Settings.UPDATES));
  }

  /** The upstream gradients of a double backward by x, γ and β, where one is asked for. */
  public Optional<SecondOrder> second() {
    return hasSecond()
        ? Optional.of(new SecondOrder(get(Roles.DDX), get(Roles.DDGAMMA), get(Roles.DDBETA)))
        : Optional.empty();
  }

  /** Whether another step has the same settings and the same arrays, not only equal ones. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Step step
        && layer == step.layer
        && mode == step.mode
        && shape.equals(step.shape)
        && formats.equals(step.formats)
        && settings.equals(step.settings)
        && tensors.equals(step.tensors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layer, mode, shape, settings, tensors);
  }

  private Step with(Settings other) {
    return new Step(layer, mode, formats, shape, other, tensors);
  }

  /** This step with other tensors of some roles. */
  public Step with(Map<Role, double[]> others) {
    Map<Role, double[]> changed = new HashMap<>(tensors);
    changed.putAll(others);
    return new Step(layer, mode, formats, shape, settings, changed).checked();
  }

  /** This step with another value of a setting. */
  public <V> Step with(Setting<V> setting, V value) {
    return with(settings.with(setting, value));
  }

  /** This step with another tensor of a role. */
  public Step with(Role role, double[] values) {
    return with(Map.of(role, values));
  }

  /** This step in the other mode. */
  public Step withMode(Mode other) {
    return new Step(layer, other, formats, shape, settings, tensors);
  }

  /** This step for another layer, which must be given the same tensors. */
  public Step withLayer(Layer other) {
    return new Step(other, mode, formats, shape, settings, tensors).checked();
  }

  /** This step with the channels in so many groups. */
  public Step withGroups(int other) {
    return with(Settings.GROUPS, other);
  }

  /** This step in another format, which must have all its values. */
  public Step withDtype(Dtype other) {
    return withFormats(Formats.of(other));
  }

  /** This step in other formats, which must have all its values. */
  public Step withFormats(Formats other) {
    return new Step(layer, mode, other, shape, settings, tensors);
  }

  /** This step with another ε. */
  public Step withEpsilon(double other) {
    return with(Settings.EPSILON, other);
  }

  /** This step with another update rule. */
  public Step withRule(UpdateRule other) {
    return with(settings.with(other));
  }

  /** This step with other bounds of r and d. */
  public Step withClip(Clip other) {
    return with(settings.with(other));
  }

  /** This step with another x of the same shape. */
  public Step withX(double[] other) {
    return with(Roles.X, other);
  }

  /** This step with another upstream gradient. */
  public Step withDy(double[] other) {
    return with(Roles.DY, other);
  }

  /**
   * This step on other tensors, of a shape with as many channels, and without a double backward.
   *
   * @param tensor what becomes of each tensor that has one value an element
   */
  public Step withTensors(Shape otherShape, UnaryOperator<double[]> tensor) {
    Map<Role, double[]> changed = new HashMap<>(tensors);
    changed.keySet().removeAll(layer.secondUpstreams());
    changed.replaceAll((role, values) -> role.isElementwise() ? tensor.apply(values) : values);
    return new Step(layer, mode, formats, otherShape, settings, changed).checked();
  }

  /** This step with γ and β as parameters. */
  public Step withAffine(double[] gamma, double[] beta) {
    Step learned = with(Settings.AFFINE, true);
    return learned.with(
        layer.has(Roles.BETA)
            ? Map.of(Roles.GAMMA, gamma, Roles.BETA, beta)
            : Map.of(Roles.GAMMA, gamma));
  }

  /** This step from other running statistics. */
  public Step withState(RunningStatistics other) {
    return with(Settings.UPDATES, other.updates())
        .with(Map.of(Roles.RUNNING_MEAN, other.mean(), Roles.RUNNING_SPREAD, other.spread()));
  }

  /**
   * The step that follows this one: {@code next} from the states that this one gave.
   *
   * @param output of this step; a state that it lacks stays as it was before
   */
  public Step followedBy(Step next, StepOutput output) {
    List<Role> states = layer.roles(Role.Kind.STATE);
    if (states.isEmpty()) {
      return next;
    }
    Map<Role, double[]> after = new HashMap<>();
    boolean known = states.stream().allMatch(output::has);
    states.forEach(state -> after.put(state, known ? output.get(state) : get(state)));
    long counted = known && isUpdate() ? 1 : 0;
    return next.with(Settings.UPDATES, updates() + counted).with(after);
  }

  /** This step with a double backward. */
  public Step withSecond(SecondOrder other) {
    return with(
        Map.of(
            Roles.DDX, other.ddx(), Roles.DDGAMMA, other.ddgamma(), Roles.DDBETA, other.ddbeta()));
  }
}
