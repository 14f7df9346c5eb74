package org.normaudit.reference.definition;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Quantity;

/**
 * What a definition gives for one block of channels.
 *
 * @param values m values for an elementwise quantity, one a channel for the others; a quantity that
 *     the step does not define is missing
 * @param <T> the numbers
 */
public record ChannelOutput<T>(Map<Quantity, List<T>> values) {

  /** An output with nothing in it. */
  static <T> ChannelOutput<T> empty() {
    return new ChannelOutput<>(new EnumMap<>(Quantity.class));
  }

  void put(Quantity quantity, List<T> list) {
    values.put(quantity, list);
  }

  void put(Quantity quantity, T value) {
    values.put(quantity, List.of(value));
  }

  /** The single value of a quantity that has one a channel. */
  public T only(Quantity quantity) {
    return values.get(quantity).get(0);
  }
}
