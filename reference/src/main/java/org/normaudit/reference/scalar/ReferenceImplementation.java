package org.normaudit.reference.scalar;

import java.util.Map;
import java.util.Set;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;

/** The scalar layers by roles: those of {@link ReferenceLayer}, and the newer ones. */
public final class ReferenceImplementation implements Implementation {
  private static final ClassicalView CLASSICAL = new ClassicalView(new ReferenceLayer());

  /** The layers that the older interface does not know. */
  private interface Scalar {
    StepOutput of(Step step);
  }

  private static final Map<String, Scalar> NEWER = Map.of("addrmsnorm", ScalarAddRmsNorm::run);

  private static final Supported SUPPORTED = allLayers();

  @Override
  public Supported supported() {
    return SUPPORTED;
  }

  private static Supported allLayers() {
    Set<Layer> layers = Layers.set(Layers.all());
    Supported classical = CLASSICAL.supported();
    return new Supported(
        classical.name(),
        classical.ranOn(),
        layers,
        classical.modes(),
        classical.dtypes(),
        Supported.results(layers));
  }

  @Override
  public StepOutput run(Step step) {
    SUPPORTED.require(step);
    Scalar newer = NEWER.get(step.layer().label());
    return newer == null ? CLASSICAL.run(step) : newer.of(step).rounded(step.formats());
  }
}
