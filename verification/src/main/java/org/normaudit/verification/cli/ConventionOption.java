package org.normaudit.verification.cli;

import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.convention.ConventionPreset;
import org.normaudit.verification.subject.Subject;
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
   * The subject with the conventions that it is to be held to.
   *
   * @throws IllegalArgumentException if the name is not known
   */
  SubjectUnderConvention hold(Subject subject) {
    return name == null
        ? SubjectUnderConvention.found(subject)
        : SubjectUnderConvention.demanded(subject, name);
  }

  /** Rejects an unknown name before any subject is started. */
  void requireKnown() {
    if (name != null) {
      ConventionPreset.named(name);
    }
  }
}
