package org.normaudit.verification.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.convention.ConventionPreset;
import org.normaudit.verification.convention.ConventionProbe;
import org.normaudit.verification.convention.FoundConvention;
import org.normaudit.verification.convention.Lattice;
import org.normaudit.verification.subject.Subject;

/**
 * A subject and the conventions that it is held to.
 *
 * @param conventions one for each layer that the subject has
 * @param texts what a report says of them, one line a layer
 */
public record SubjectUnderConvention(
    Subject subject, Map<LayerKind, Convention> conventions, List<String> texts) {

  /** A subject held to the papers' conventions. */
  public static SubjectUnderConvention paper(Subject subject) {
    return demanded(subject, "paper");
  }

  /** A subject held to the conventions that it is found to keep, layer by layer. */
  public static SubjectUnderConvention found(Subject subject) {
    return held(subject, List.of());
  }

  /**
   * A subject held to the conventions of that name, and, in layers for which the name has none, to
   * those that it is found to keep.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public static SubjectUnderConvention demanded(Subject subject, String name) {
    return held(subject, ConventionPreset.named(name));
  }

  /** Whether the subject has the case's layer, mode and format. */
  public boolean answers(Case c) {
    Capabilities can = subject.capabilities();
    return can.dtypes().contains(c.dtype())
        && can.layers().contains(c.layer())
        && can.modes().contains(c.mode());
  }

  private static SubjectUnderConvention held(Subject subject, List<ConventionPreset> presets) {
    Map<LayerKind, Convention> conventions = new EnumMap<>(LayerKind.class);
    List<String> texts = new ArrayList<>();
    for (LayerKind layer : subject.capabilities().layers()) {
      presets.stream()
          .filter(preset -> preset.layer() == layer)
          .findFirst()
          .ifPresentOrElse(
              preset -> {
                conventions.put(layer, preset.convention());
                texts.add(
                    "%s: %s, as demanded: %s"
                        .formatted(
                            layer.label(),
                            preset.name(),
                            Lattice.text(layer, preset.convention())));
              },
              () -> {
                FoundConvention found = ConventionProbe.find(subject, layer);
                conventions.put(layer, found.convention());
                texts.add(found.text());
              });
    }
    return new SubjectUnderConvention(subject, conventions, texts);
  }
}
