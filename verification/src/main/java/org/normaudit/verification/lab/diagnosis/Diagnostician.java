package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.audit.CaseSource;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Result;

/**
 * Explains the findings of a subject, by the first of {@link Explanations} that does. A subject
 * without findings is not looked at.
 */
public final class Diagnostician {
  private Diagnostician() {}

  /**
   * What is wrong with a subject, layer by layer; nothing for a layer without findings.
   *
   * @param results of the audit, of any subjects
   * @param source of the cases that it failed on
   */
  public static List<Diagnosis> of(
      SubjectUnderConvention audited, List<Result> results, CaseSource source) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Layer layer : Layers.all()) {
      List<Result> findings =
          results.stream()
              .filter(r -> r.verdict().isFinding() && r.subject().equals(audited.subject().name()))
              .filter(r -> r.caseLine().startsWith(layer.label() + " "))
              .toList();
      if (!findings.isEmpty()) {
        diagnoses.add(diagnosis(audited, layer, findings, source));
      }
    }
    return diagnoses;
  }

  // A diagnosis is an extra: where looking for it fails, the findings stand, and it is said.
  private static Diagnosis diagnosis(
      SubjectUnderConvention audited, Layer layer, List<Result> findings, CaseSource source) {
    try {
      return explained(new Symptoms(DiagnosticSession.of(audited, layer, findings, source)));
    } catch (RuntimeException e) {
      return new Diagnosis(
          audited.subject().name(),
          layer,
          CaseLine.parse(findings.get(0).caseLine()).dtype(),
          List.of(),
          "the search for the cause failed, which is a mistake of this program",
          List.of("please report it: " + e));
    }
  }

  private static Diagnosis explained(Symptoms symptoms) {
    return Explanations.all().stream()
        .flatMap(explanation -> explanation.of(symptoms).stream())
        .findFirst()
        .orElseThrow();
  }
}
