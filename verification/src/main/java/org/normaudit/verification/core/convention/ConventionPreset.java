package org.normaudit.verification.core.convention;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Preset;

/**
 * A convention that has a name: that of an implementation, as its sources or documents have it.
 *
 * @param name on the command line and in reports
 * @param layer the layer that it is about; a name may have one convention a layer
 * @param convention the point of the lattice
 * @param source where it can be read
 * @param note what else is to be known; may be empty
 */
public record ConventionPreset(
    String name, Layer layer, Convention convention, String source, String note) {

  private static final List<ConventionPreset> ALL = build();

  /** All of them, the paper's first. */
  public static List<ConventionPreset> all() {
    return ALL;
  }

  /** Those of one layer, the paper's first. */
  public static List<ConventionPreset> of(Layer layer) {
    return ALL.stream().filter(preset -> preset.layer == layer).toList();
  }

  /** The first name that a layer's convention has. */
  public static Optional<ConventionPreset> of(Layer layer, Convention convention) {
    return of(layer).stream().filter(preset -> preset.convention.equals(convention)).findFirst();
  }

  /**
   * The conventions of that name, one or two.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static List<ConventionPreset> named(String name) {
    List<ConventionPreset> found = ALL.stream().filter(p -> p.name.equals(name)).toList();
    if (found.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      ALL.forEach(preset -> names.add(preset.name));
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "unknown convention '%s': one of %s", name, String.join(", ", names)));
    }
    return found;
  }

  private static List<ConventionPreset> build() {
    List<ConventionPreset> list = new ArrayList<>();
    for (Layer layer : Layers.all()) {
      for (Preset preset : layer.presets()) {
        list.add(
            new ConventionPreset(
                preset.name(), layer, preset.convention(), preset.source(), preset.note()));
      }
    }
    return List.copyOf(list);
  }
}
