package org.normaudit.verification.variants;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/** Both layers under the papers' conventions, in plain loops, written as a {@link Variant} says. */
public final class VariantLayer implements NormalizationLayer {
  private final Variant variant;
  private final Capabilities capabilities;

  /** The layers written that way. */
  public VariantLayer(Variant variant) {
    this.variant = variant;
    this.capabilities =
        Capabilities.all(
            variant.toString(),
            "Java, rounded after every operation",
            EnumSet.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM),
            variant.storage());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public LayerOutput run(LayerInput input) {
    capabilities.require(input);
    input.state().requireFor(Convention.paper(input.layer()).kept());
    Shape shape = input.shape();
    boolean training = input.mode() == Mode.TRAINING && shape.count() > 0;
    if (training) {
      // Bessel's correction is not defined for a single value.
      input.rule().keptVariance(0, shape.count());
    }
    Map<Quantity, double[]> arrays = new EnumMap<>(Quantity.class);
    for (int c = 0; c < shape.channels(); c++) {
      ChannelStep step = new ChannelStep(variant, input, c);
      Map<Quantity, double[]> channel = training ? step.train() : step.infer();
      for (Map.Entry<Quantity, double[]> entry : channel.entrySet()) {
        Quantity quantity = entry.getKey();
        double[] all = arrays.computeIfAbsent(quantity, q -> new double[q.length(shape)]);
        if (quantity.isElementwise()) {
          scatter(shape, c, entry.getValue(), all);
        } else {
          all[c] = entry.getValue()[0];
        }
      }
    }
    LayerOutput output = LayerOutput.empty();
    for (Map.Entry<Quantity, double[]> entry : arrays.entrySet()) {
      output = output.with(entry.getKey(), variant.storage().round(entry.getValue()));
    }
    return output;
  }

  static double[] gather(Shape shape, int c, double[] tensor) {
    double[] values = new double[shape.count()];
    for (int o = 0, k = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++) {
        values[k++] = tensor[shape.index(o, c, i)];
      }
    }
    return values;
  }

  private static void scatter(Shape shape, int c, double[] values, double[] array) {
    for (int o = 0, k = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++) {
        array[shape.index(o, c, i)] = values[k++];
      }
    }
  }
}
