package org.normaudit.verification.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.convention.ConventionPreset;
import org.normaudit.verification.core.subject.Subject;
import picocli.CommandLine.Option;

/** The option by which a convention is demanded. */
final class ConventionOption {
  @Option(
      names = "--convention",
      paramLabel = "NAME",
      description =
          "Holds subjects to this convention, such as paper, pytorch or keras, and to the paper's in"
              + " layers for which it has none; by default to the one that each is found to keep.")
  private String name;

  @Option(
      names = "--allow-unusual",
      description =
          "A convention that is found may be one that no preset keeps to: without this option it is"
              + " a finding.")
  private boolean unusual;

  /**
   * The subjects with the conventions that they are to be held to in some layers.
   *
   * @throws IllegalArgumentException if the name is not known
   */
  List<SubjectUnderConvention> hold(List<Subject> subjects, Set<Layer> layers) {
    List<SubjectUnderConvention> held =
        SubjectUnderConvention.all(subjects, layers, Optional.ofNullable(name));
    return unusual ? held.stream().map(SubjectUnderConvention::allowingUnusual).toList() : held;
  }

  /** The option as it was given; empty if it was not. */
  List<String> words() {
    return name == null ? List.of() : List.of("--convention", name);
  }

  /** Rejects an unknown name before any subject is started. */
  void requireKnown() {
    if (name != null) {
      ConventionPreset.named(name);
    }
  }
}
