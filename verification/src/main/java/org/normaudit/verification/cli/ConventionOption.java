package org.normaudit.verification.cli;

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
          "Holds subjects to this convention, such as paper, pytorch or keras; by default to the"
              + " one that each is found to keep.")
  private String name;

  /**
   * The subject with the conventions that it is to be held to in some layers.
   *
   * @throws IllegalArgumentException if the name is not known
   */
  SubjectUnderConvention hold(Subject subject, Set<Layer> layers) {
    return name == null
        ? SubjectUnderConvention.found(subject, layers)
        : SubjectUnderConvention.demanded(subject, layers, name);
  }

  /** Rejects an unknown name before any subject is started. */
  void requireKnown() {
    if (name != null) {
      ConventionPreset.named(name);
    }
  }
}
