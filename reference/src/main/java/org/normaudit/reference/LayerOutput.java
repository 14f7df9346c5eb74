package org.normaudit.reference;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one step of a layer gave: a flat array for each quantity that the layer has. */
public final class LayerOutput {
  private final Map<Quantity, double[]> values;

  private LayerOutput(Map<Quantity, double[]> values) {
    this.values = values;
  }

  /** An output with nothing in it, to be filled with {@link #with}. */
  public static LayerOutput empty() {
    return new LayerOutput(new EnumMap<>(Quantity.class));
  }

  /** This output and one more quantity; the array is kept, not copied. */
  public LayerOutput with(Quantity quantity, double[] array) {
    Map<Quantity, double[]> more = new EnumMap<>(Quantity.class);
    more.putAll(values);
    more.put(quantity, Objects.requireNonNull(array, quantity.label()));
    return new LayerOutput(more);
  }

  /** This output with every number rounded to {@code dtype}; new arrays, unless it is FLOAT64. */
  public LayerOutput rounded(Dtype dtype) {
    if (dtype == Dtype.FLOAT64) {
      return this;
    }
    Map<Quantity, double[]> rounded = new EnumMap<>(values);
    rounded.replaceAll((quantity, array) -> dtype.round(array));
    return new LayerOutput(rounded);
  }

  /** The quantities that are there. */
  public Set<Quantity> quantities() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the quantity is there. */
  public boolean has(Quantity quantity) {
    return values.containsKey(quantity);
  }

  /**
   * The array of a quantity, not a copy.
   *
   * @throws IllegalStateException if the layer gave none
   */
  public double[] get(Quantity quantity) {
    double[] array = values.get(quantity);
    if (array == null) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "no %s in the output: it has %s", quantity.label(), values.keySet()));
    }
    return array;
  }
}
