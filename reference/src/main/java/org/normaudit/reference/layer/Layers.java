package org.normaudit.reference.layer;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All layers. */
public final class Layers {
  private static final Layer BATCH_NORM = new BatchNorm();

  private static final List<Layer> ALL =
      List.of(
          BATCH_NORM,
          new BatchRenorm(BATCH_NORM),
          LayerNorm.layer(),
          LayerNorm.instance(),
          LayerNorm.group(),
          new RmsNorm(),
          new AddRmsNorm());

  /** The order of the reports. */
  public static final Comparator<Layer> ORDER = Comparator.comparingInt(ALL::indexOf);

  private Layers() {}

  /**
   * The layers that the project's own implementations are asked for unless others are named: those
   * of the first release.
   */
  public static Set<Layer> byDefault() {
    return where(ClassicalView::knows);
  }

  /** All of them, in the order of the reports. */
  public static List<Layer> all() {
    return ALL;
  }

  /**
   * The layer of that name.
   *
   * @throws IllegalArgumentException if no layer has it; the message lists all layers
   */
  public static Layer of(String label) {
    for (Layer layer : ALL) {
      if (layer.label().equals(label)) {
        return layer;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "unknown layer '%s': one of %s",
            label,
            ALL.stream().map(Layer::label).collect(Collectors.joining(", "))));
  }

  /** The layers of those names, in the order of the reports. */
  public static Set<Layer> of(String... labels) {
    Set<Layer> set = set(List.of());
    for (String label : labels) {
      set.add(of(label));
    }
    return set;
  }

  /** The layers that have a property. */
  public static Set<Layer> with(Property property) {
    return where(layer -> layer.is(property));
  }

  /** The layers of which something is true. */
  public static Set<Layer> where(Predicate<Layer> predicate) {
    return set(ALL.stream().filter(predicate).toList());
  }

  /** Every result that some layer gives, in the order of tables. */
  public static Set<Role> results() {
    return Roles.ordered(ALL.stream().flatMap(layer -> layer.results().stream()).toList());
  }

  /**
   * The result of that name.
   *
   * @throws IllegalArgumentException if no layer gives one
   */
  public static Role result(String label) {
    return results().stream()
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown quantity '%s': one of %s",
                        label,
                        results().stream().map(Role::label).collect(Collectors.joining(", ")))));
  }

  /** Layers in the order of the reports; may be modified. */
  public static Set<Layer> set(Collection<Layer> layers) {
    Set<Layer> set = new TreeSet<>(ORDER);
    set.addAll(layers);
    return set;
  }

  /** An empty map that iterates in the order of the reports. */
  public static <V> Map<Layer, V> map() {
    return new TreeMap<>(ORDER);
  }
}
