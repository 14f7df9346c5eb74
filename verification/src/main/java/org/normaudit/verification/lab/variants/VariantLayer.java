package org.normaudit.verification.lab.variants;

import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;

/**
 * The layers with the statistics of a batch, each by its definition in the algebra of a {@link
 * Variant}, under the papers' conventions or others.
 */
public final class VariantLayer {
  private VariantLayer() {}

  /** The layers written that way. */
  public static DefinedLayer<Double> of(Variant variant) {
    Map<Layer, Convention> papers = Layers.map();
    Layers.with(Property.OVER_BATCH).forEach(layer -> papers.put(layer, layer.paper()));
    return of(variant, papers);
  }

  /** The same under other conventions. */
  public static DefinedLayer<Double> of(Variant variant, Map<Layer, Convention> conventions) {
    Machine machine = new Machine(variant.compute(), variant.fused());
    return new DefinedLayer<>(
        variant.toString(),
        "Java, rounded after every operation",
        () ->
            new AlgorithmAlgebra(
                machine, variant.variance(), variant.summation(), variant.form().written()),
        variant.storage(),
        conventions);
  }
}
