package org.normaudit.verification.core.check;

import java.util.List;
import java.util.stream.Stream;

/** All relations between a step and a partner, in the order of the reports. */
final class Relations {
  private static final List<Relation> ALL =
      Stream.of(
              ExactRelations.all(),
              ReorderingRelations.all(),
              LocalityChecks.all(),
              List.of(TrainingIsInference.relation()))
          .flatMap(List::stream)
          .toList();

  private Relations() {}

  /** All relations. */
  static List<Relation> all() {
    return ALL;
  }
}
