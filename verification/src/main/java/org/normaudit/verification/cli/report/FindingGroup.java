package org.normaudit.verification.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/**
 * The findings that have one cause: those of a subject's layer that share a diagnosis. Without a
 * diagnosis, those of one check.
 *
 * @param layer as case lines name it
 * @param diagnosis the cause, where one was looked for
 * @param results the findings, at least one, in the order of the report
 */
public record FindingGroup(
    String subject, String layer, Optional<Diagnosis> diagnosis, List<Result> results) {

  /** The groups of a report, in the order of their first findings. */
  public static List<FindingGroup> of(AuditReport report) {
    Map<List<String>, FindingGroup> groups = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.verdict().isFinding()) {
        String layer = result.caseLine().substring(0, result.caseLine().indexOf(' '));
        Optional<Diagnosis> diagnosis = diagnosis(report, result.subject(), layer);
        groups
            .computeIfAbsent(
                List.of(result.subject(), layer, diagnosis.isPresent() ? "" : result.check()),
                key -> new FindingGroup(result.subject(), layer, diagnosis, new ArrayList<>()))
            .results
            .add(result);
      }
    }
    return List.copyOf(groups.values());
  }

  private static Optional<Diagnosis> diagnosis(AuditReport report, String subject, String layer) {
    return report.diagnoses().stream()
        .filter(d -> d.subject().equals(subject) && d.layer().label().equals(layer))
        .findFirst();
  }

  /** How many findings each check has, in the order of their first findings. */
  public Map<String, Integer> checks() {
    Map<String, Integer> checks = new LinkedHashMap<>();
    results.forEach(result -> checks.merge(result.check(), 1, Integer::sum));
    return checks;
  }

  /** The verdict of most findings; of several, the first. */
  public Verdict verdict() {
    Map<Verdict, Integer> verdicts = new LinkedHashMap<>();
    results.forEach(result -> verdicts.merge(result.verdict(), 1, Integer::sum));
    Verdict most = results.get(0).verdict();
    for (Verdict verdict : verdicts.keySet()) {
      most = verdicts.get(verdict) > verdicts.get(most) ? verdict : most;
    }
    return most;
  }

  /** The finding on the smallest case; of several, one that says which value is right. */
  public Result smallest() {
    return results.stream()
        .min(
            Comparator.<Result>comparingInt(result -> size(result))
                .thenComparing(result -> !result.hasValues()))
        .orElseThrow();
  }

  private static int size(Result result) {
    return CaseLine.parse(result.caseLine()).shape().size();
  }
}
