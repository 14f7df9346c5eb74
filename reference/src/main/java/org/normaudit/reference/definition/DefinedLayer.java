package org.normaudit.reference.definition;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Block;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/**
 * The definitions themselves as layers, evaluated in one arithmetic: slow, and as right as that
 * arithmetic is.
 *
 * @param <T> the numbers
 */
public final class DefinedLayer<T> implements NormalizationLayer {
  private final Arithmetic<T> arithmetic;
  private final Dtype dtype;
  private final Map<LayerKind, Convention> conventions;
  private final String name;

  /**
   * The definitions under the papers' conventions.
   *
   * @param dtype what the results are rounded to
   */
  public DefinedLayer(String name, Arithmetic<T> arithmetic, Dtype dtype) {
    this(name, arithmetic, dtype, paper());
  }

  /** The definitions of the layers in {@code conventions}, each under its convention. */
  public DefinedLayer(
      String name, Arithmetic<T> arithmetic, Dtype dtype, Map<LayerKind, Convention> conventions) {
    this.name = name;
    this.arithmetic = arithmetic;
    this.dtype = dtype;
    this.conventions = new EnumMap<>(conventions);
  }

  private static Map<LayerKind, Convention> paper() {
    Map<LayerKind, Convention> map = new EnumMap<>(LayerKind.class);
    for (LayerKind layer : LayerKind.values()) {
      map.put(layer, Convention.paper(layer));
    }
    return map;
  }

  @Override
  public Capabilities capabilities() {
    String ranOn = "Java, " + arithmetic.getClass().getSimpleName();
    return Capabilities.all(name, ranOn, conventions.keySet(), dtype);
  }

  @Override
  public LayerOutput run(LayerInput input) {
    capabilities().require(input);
    Convention convention = conventions.get(input.layer());
    if (input.layer().isStateful()) {
      input.state().requireFor(convention.kept());
    }
    Definition definition = Definition.of(input.layer(), convention);
    LayerInput read = convention.read(input);
    Shape shape = input.shape();
    Map<Quantity, double[]> arrays = new EnumMap<>(Quantity.class);
    List<Block> blocks = read.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      ChannelOutput<T> part = definition.evaluate(arithmetic, ChannelInput.of(arithmetic, read, b));
      for (Map.Entry<Quantity, List<T>> entry : part.values().entrySet()) {
        Quantity quantity = entry.getKey();
        double[] array = arrays.computeIfAbsent(quantity, q -> new double[q.length(shape)]);
        scatter(blocks.get(b), quantity, entry.getValue(), array);
      }
    }
    LayerOutput output = LayerOutput.empty();
    for (Map.Entry<Quantity, double[]> entry : arrays.entrySet()) {
      output = output.with(entry.getKey(), entry.getValue());
    }
    return output;
  }

  private void scatter(Block block, Quantity quantity, List<T> values, double[] array) {
    for (int k = 0; k < values.size(); k++) {
      int at = quantity.isElementwise() ? block.index(k) : block.first() + k;
      array[at] = dtype.round(arithmetic.value(values.get(k)));
    }
  }
}
