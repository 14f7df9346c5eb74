package org.normaudit.verification.core.convention;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.Layer;

/**
 * A choice by which a convention departs from every convention in use.
 *
 * <p>In use is what a {@linkplain ConventionPreset preset} of the layer keeps to. Where ε enters is
 * free among inside and outside of the root: both are found in every layer. As a floor, or at both
 * places, it is in use only where a preset has it.
 *
 * @param layer whose convention it is
 * @param coordinate what is chosen
 * @param convention the one that departs
 */
public record Departure(Layer layer, Coordinate<?> coordinate, Convention convention) {

  /** Whether a layer's convention is one that is in use. */
  public static boolean isUsual(Layer layer, Convention convention) {
    return of(layer, convention).isEmpty();
  }

  /** The departures from the nearest preset, in the order of the coordinates; none if in use. */
  public static List<Departure> of(Layer layer, Convention convention) {
    Convention kept = Lattice.canonical(layer, convention);
    return ConventionPreset.of(layer).stream()
        .map(preset -> from(Lattice.canonical(layer, preset.convention()), layer, kept))
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private static List<Departure> from(Convention usual, Layer layer, Convention kept) {
    return Coordinates.all().stream()
        .filter(coordinate -> !coordinate.same(usual, kept))
        .filter(
            coordinate -> coordinate != Coordinates.EPSILON || !isPlain(usual) || !isPlain(kept))
        .map(coordinate -> new Departure(layer, coordinate, kept))
        .toList();
  }

  private static boolean isPlain(Convention convention) {
    Epsilon epsilon = convention.get(Coordinates.EPSILON);
    return epsilon == Epsilon.INSIDE || epsilon == Epsilon.OUTSIDE;
  }

  /** The choice in words, and the presets of the layer that make it, with others beside it. */
  public String text() {
    List<String> presets =
        ConventionPreset.of(layer).stream()
            .filter(preset -> coordinate.same(preset.convention(), convention))
            .map(ConventionPreset::name)
            .toList();
    return String.format(
        Locale.ROOT,
        "%s (%s)",
        coordinate.text(convention),
        presets.isEmpty() ? "no preset has it" : "as in " + String.join(", ", presets));
  }
}
