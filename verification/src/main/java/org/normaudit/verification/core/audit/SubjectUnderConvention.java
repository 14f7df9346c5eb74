package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.convention.ConventionPreset;
import org.normaudit.verification.core.convention.ConventionProbe;
import org.normaudit.verification.core.convention.FoundConvention;
import org.normaudit.verification.core.convention.Lattice;
import org.normaudit.verification.core.convention.Predictions;
import org.normaudit.verification.core.subject.Subject;

/**
 * A subject and the conventions that it is held to.
 *
 * @param conventions one for each layer that the subject has
 * @param texts what a report says of them, one line a layer
 */
public record SubjectUnderConvention(
    Subject subject, Map<Layer, Convention> conventions, List<String> texts) {

  /** A subject held to the papers' conventions. */
  public static SubjectUnderConvention paper(Subject subject) {
    return demanded(subject, "paper");
  }

  /** A subject held to the conventions that it is found to keep, layer by layer. */
  public static SubjectUnderConvention found(Subject subject) {
    return held(subject, subject.supported().layers(), List.of(), new Predictions());
  }

  /**
   * A subject held to the conventions of that name, and, in layers for which the name has none, to
   * those that it is found to keep.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public static SubjectUnderConvention demanded(Subject subject, String name) {
    return held(
        subject, subject.supported().layers(), ConventionPreset.named(name), new Predictions());
  }

  /**
   * Several subjects in some of their layers, held to the conventions of that name, or, without
   * one, to those that each is found to keep.
   *
   * <p>Each subject is asked in its own order, so that the threads make no difference.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public static List<SubjectUnderConvention> all(
      List<Subject> subjects, Set<Layer> layers, Optional<String> name) {
    List<ConventionPreset> presets = name.map(ConventionPreset::named).orElse(List.of());
    Predictions predictions = new Predictions();
    return subjects.parallelStream()
        .map(subject -> held(subject, layers, presets, predictions))
        .toList();
  }

  /** Whether the subject has the case's layer, mode and format. */
  public boolean answers(Case c) {
    Supported can = subject.supported();
    return can.dtypes().contains(c.dtype())
        && conventions.containsKey(c.layer())
        && can.modes().contains(c.mode());
  }

  private static SubjectUnderConvention held(
      Subject subject, Set<Layer> layers, List<ConventionPreset> presets, Predictions predictions) {
    Map<Layer, Convention> conventions = Layers.map();
    List<String> texts = new ArrayList<>();
    Set<Layer> held = Layers.set(subject.supported().layers());
    held.retainAll(layers);
    for (Layer layer : held) {
      presets.stream()
          .filter(preset -> preset.layer() == layer)
          .findFirst()
          .ifPresentOrElse(
              preset -> {
                conventions.put(layer, preset.convention());
                texts.add(
                    String.format(
                        Locale.ROOT,
                        "%s: %s, as demanded: %s",
                        layer.label(),
                        preset.name(),
                        Lattice.text(layer, preset.convention())));
              },
              () -> {
                FoundConvention found = ConventionProbe.find(subject, layer, predictions);
                conventions.put(layer, found.convention());
                texts.add(found.text());
              });
    }
    return new SubjectUnderConvention(subject, conventions, texts);
  }
}
