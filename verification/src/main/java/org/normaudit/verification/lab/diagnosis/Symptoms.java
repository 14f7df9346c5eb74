package org.normaudit.verification.lab.diagnosis;

import java.util.BitSet;
import java.util.List;

/**
 * What explanations start from: a session with the layer that has findings, the answers of mutants
 * to the same questions, and the outputs that an honest layer does not explain.
 */
final class Symptoms {
  private final DiagnosticSession session;
  private final MutantComparison mutants;
  private BitSet wrong;

  Symptoms(DiagnosticSession session) {
    this.session = session;
    this.mutants = new MutantComparison(session);
  }

  DiagnosticSession session() {
    return session;
  }

  MutantComparison mutants() {
    return mutants;
  }

  /**
   * What an honest layer does not explain, by the numbers of {@link MutantComparison#unexplained}.
   * Not to be modified.
   */
  BitSet wrong() {
    if (wrong == null) {
      wrong = mutants.unexplained(Mutant.HONEST, true);
    }
    return wrong;
  }

  /** A diagnosis of the session's layer. */
  Diagnosis diagnosis(List<Diagnosis.Cause> causes, String sentence, List<String> known) {
    return new Diagnosis(
        session.subject().name(), session.layer, session.dtype, causes, sentence, known);
  }
}
