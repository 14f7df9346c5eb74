package org.normaudit.reference.layer;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;

/**
 * The steps of the six layers that {@link NormalizationLayer} knows as its inputs and outputs. No
 * array is copied.
 */
public final class ClassicalView implements Implementation {
  private final NormalizationLayer layer;

  // The last capabilities and what they say by roles: a layer rarely has others when it is asked
  // again.
  private Map.Entry<Capabilities, Supported> last;

  /** An implementation of the older interface by roles. */
  public ClassicalView(NormalizationLayer layer) {
    this.layer = layer;
  }

  /** Whether the older interface knows a layer. */
  public static boolean knows(Layer layer) {
    return EnumSet.allOf(LayerKind.class).stream()
        .anyMatch(kind -> kind.label().equals(layer.label()));
  }

  @Override
  public Supported supported() {
    Capabilities can = layer.capabilities();
    Map.Entry<Capabilities, Supported> known = last;
    if (known == null || !known.getKey().equals(can)) {
      known = Map.entry(can, supported(can));
      last = known;
    }
    return known.getValue();
  }

  private static Supported supported(Capabilities can) {
    return new Supported(
        can.name(),
        can.ranOn(),
        Layers.of(can.layers().stream().map(LayerKind::label).toArray(String[]::new)),
        can.modes(),
        can.dtypes(),
        Roles.ordered(can.quantities().stream().map(ClassicalView::role).toList()));
  }

  @Override
  public StepOutput run(Step step) {
    return output(layer.run(input(step)));
  }

  @Override
  public List<StepOutput> trace(List<Step> steps) {
    return layer.trace(steps.stream().map(ClassicalView::input).toList()).stream()
        .map(ClassicalView::output)
        .toList();
  }

  @Override
  public void close() {
    layer.close();
  }

  /** A step of one of the six layers as the older interface has it. */
  public static LayerInput input(Step step) {
    return new LayerInput(
        LayerKind.of(step.layer().label()),
        step.mode(),
        step.dtype(),
        step.shape(),
        step.get(Settings.GROUPS),
        step.epsilon(),
        step.rule(),
        step.clip(),
        step.affine(),
        step.x(),
        step.gamma(),
        step.beta(),
        step.state(),
        step.dy(),
        step.second());
  }

  /** The same step by roles. */
  public static Step step(LayerInput input) {
    Map<Role, double[]> tensors = new HashMap<>();
    tensors.put(Roles.X, input.x());
    tensors.put(Roles.GAMMA, input.gamma());
    tensors.put(Roles.BETA, input.beta());
    tensors.put(Roles.RUNNING_MEAN, input.state().mean());
    tensors.put(Roles.RUNNING_SPREAD, input.state().spread());
    tensors.put(Roles.DY, input.dy());
    input
        .second()
        .ifPresent(
            second -> {
              tensors.put(Roles.DDX, second.ddx());
              tensors.put(Roles.DDGAMMA, second.ddgamma());
              tensors.put(Roles.DDBETA, second.ddbeta());
            });
    Settings settings =
        Settings.USUAL
            .with(Settings.EPSILON, input.epsilon())
            .with(input.rule())
            .with(input.clip())
            .with(Settings.AFFINE, input.affine())
            .with(Settings.UPDATES, input.state().updates())
            .with(Settings.GROUPS, input.groups());
    return Step.of(
        Layers.of(input.layer().label()),
        input.mode(),
        Formats.of(input.dtype()),
        input.shape(),
        settings,
        tensors);
  }

  private static StepOutput output(LayerOutput output) {
    Map<Role, double[]> values = new HashMap<>();
    output.quantities().forEach(quantity -> values.put(role(quantity), output.get(quantity)));
    return StepOutput.of(values);
  }

  /** The role that a quantity of the older interface is. */
  public static Role role(Quantity quantity) {
    return ROLES.get(quantity.label());
  }

  private static final Map<String, Role> ROLES = roles();

  private static Map<String, Role> roles() {
    Map<String, Role> roles = new HashMap<>();
    Layers.all().forEach(l -> l.results().forEach(role -> roles.put(role.label(), role)));
    return roles;
  }
}
