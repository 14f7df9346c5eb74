package org.normaudit.reference.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;

/**
 * An implementation by roles behind the older interface, so that it can be held to the same
 * contract. Layers and results that the older interface does not know are left out.
 */
public final class ImplementedLayer implements NormalizationLayer {
  private final Implementation implementation;

  /** Closes the implementation when it is closed. */
  public ImplementedLayer(Implementation implementation) {
    this.implementation = implementation;
  }

  @Override
  public Capabilities capabilities() {
    Supported supported = implementation.supported();
    Set<LayerKind> layers =
        supported.layers().stream()
            .filter(ClassicalView::knows)
            .map(layer -> LayerKind.of(layer.label()))
            .collect(Collectors.toSet());
    Set<Quantity> quantities =
        Set.of(Quantity.values()).stream()
            .filter(quantity -> supported.results().contains(ClassicalView.role(quantity)))
            .collect(Collectors.toSet());
    return new Capabilities(
        supported.name(),
        supported.ranOn(),
        layers,
        supported.modes(),
        supported.dtypes(),
        quantities);
  }

  @Override
  public LayerOutput run(LayerInput input) {
    return output(implementation.run(ClassicalView.step(input)));
  }

  @Override
  public List<LayerOutput> trace(List<LayerInput> steps) {
    return implementation.trace(steps.stream().map(ClassicalView::step).toList()).stream()
        .map(ImplementedLayer::output)
        .toList();
  }

  private static LayerOutput output(StepOutput output) {
    LayerOutput classical = LayerOutput.empty();
    for (Role role : output.roles()) {
      classical = classical.with(Quantity.of(role.label()), output.get(role));
    }
    return classical;
  }

  @Override
  public void close() {
    implementation.close();
  }
}
