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
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.check.Repetition;
import org.normaudit.verification.core.check.Steadiness;
import org.normaudit.verification.core.check.Terms;
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
 * @param found the layers whose convention was found, and nobody has said that it is due
 * @param texts what a report says of them, one line a layer
 * @param repetition what is asked again
 * @param steadiness what is known of the subject's own repetitions
 */
public record SubjectUnderConvention(
    Subject subject,
    Map<Layer, Convention> conventions,
    Set<Layer> found,
    List<String> texts,
    Repetition repetition,
    Steadiness steadiness) {

  /** A subject held to the papers' conventions. */
  public static SubjectUnderConvention paper(Subject subject) {
    return demanded(subject, "paper");
  }

  /** A subject held to the conventions that it is found to keep, layer by layer. */
  public static SubjectUnderConvention found(Subject subject) {
    return found(subject, subject.supported().layers(), new Predictions());
  }

  /**
   * The same in some of its layers.
   *
   * @param predictions shared with other subjects
   */
  public static SubjectUnderConvention found(
      Subject subject, Set<Layer> layers, Predictions predictions) {
    return held(subject, layers, List.of(), predictions);
  }

  /**
   * A subject held to the conventions of that name, and, in layers for which the name has none, to
   * the papers'.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public static SubjectUnderConvention demanded(Subject subject, String name) {
    return held(
        subject, subject.supported().layers(), ConventionPreset.named(name), new Predictions());
  }

  /**
   * Several subjects in some of their layers, held to the conventions of that name, and to the
   * papers' where it has none; or, without a name, to those that each is found to keep.
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

  /** The same, where a convention that is found may be one that no preset keeps to. */
  public SubjectUnderConvention allowingUnusual() {
    return new SubjectUnderConvention(
        subject, conventions, Set.of(), texts, repetition, steadiness);
  }

  /** The same with another rule for what is asked again. */
  public SubjectUnderConvention with(Repetition other) {
    return new SubjectUnderConvention(subject, conventions, found, texts, other, steadiness);
  }

  /** The subject on a case that it {@linkplain #answers answers}. */
  public CheckContext on(CaseContext context) {
    Layer layer = context.theCase().layer();
    Terms terms = new Terms(found.contains(layer), repetition, steadiness);
    return new CheckContext(context, subject, conventions.get(layer), terms);
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
    Set<Layer> found = Layers.set(List.of());
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
                if (presets.isEmpty()) {
                  FoundConvention one = ConventionProbe.find(subject, layer, predictions);
                  conventions.put(layer, one.convention());
                  found.add(layer);
                  texts.add(one.text());
                } else {
                  conventions.put(layer, layer.paper());
                  texts.add(
                      String.format(
                          Locale.ROOT,
                          "%s: paper, since %s has no convention for it: %s",
                          layer.label(),
                          presets.get(0).name(),
                          Lattice.text(layer, layer.paper())));
                }
              });
    }
    return new SubjectUnderConvention(
        subject, conventions, found, texts, Repetition.USUAL, new Steadiness());
  }
}
