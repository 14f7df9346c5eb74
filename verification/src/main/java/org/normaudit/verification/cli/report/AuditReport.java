package org.normaudit.verification.cli.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.lab.diagnosis.Diagnosis;
import org.normaudit.verification.lab.grade.Grade;

/**
 * What an audit found: the one model that every form of report is made from, and that the JSON form
 * gives back to the last bit.
 *
 * @param environments where and with what it ran; several where parts ran on different machines
 * @param coverage which cases of which audit
 * @param subjects who was audited
 * @param grades how well each subject's variance withstands data far from 0; of a shard that is not
 *     the first, empty
 * @param diagnoses what the layers with findings do wrong, as far as that is known
 * @param results every result, in the order of cases, subjects, checks
 * @param notes what could not be run, and where it ran instead, one sentence each
 * @param seconds how long it took; of merged parts, the sum
 */
public record AuditReport(
    List<Environment> environments,
    Coverage coverage,
    List<SubjectInfo> subjects,
    List<Grade> grades,
    List<Diagnosis> diagnoses,
    List<Result> results,
    List<String> notes,
    double seconds) {

  /**
   * Who was audited.
   *
   * @param name the name in results
   * @param ranOn where it computed
   * @param conventions layer and convention, for reading
   * @param options what the {@code case} command needs beside the name, to ask the same subject the
   *     same way
   * @param lacks the layers that were asked for by their names and that it does not have
   */
  public record SubjectInfo(
      String name,
      String ranOn,
      List<String> conventions,
      List<String> options,
      List<String> lacks) {}

  /** The seed of the cases. */
  public long seed() {
    return coverage.seed();
  }

  /** How many cases were run. */
  public int cases() {
    return coverage.cases().size();
  }

  /** How many results count against a subject. */
  public long findings() {
    return results.stream().filter(result -> result.verdict().isFinding()).count();
  }

  /** How many results were skipped. */
  public long skipped() {
    return results.stream().filter(result -> result.verdict() == Verdict.SKIPPED).count();
  }

  /**
   * The subjects of which nothing was judged: every result was skipped, or there is none. None of a
   * part of an audit, of which another part may hold results.
   */
  public List<String> unjudged() {
    if (!coverage.shard().isWhole() || coverage.isInterrupted()) {
      return List.of();
    }
    Set<String> judged = judged(results);
    return subjects.stream().map(SubjectInfo::name).filter(name -> !judged.contains(name)).toList();
  }

  /** The subjects of which some result is not skipped. */
  public static Set<String> judged(List<Result> results) {
    Set<String> judged = new HashSet<>();
    for (Result result : results) {
      if (result.verdict() != Verdict.SKIPPED) {
        judged.add(result.subject());
      }
    }
    return judged;
  }

  /** Whether every subject was judged, on all cases, without a finding. */
  public boolean isGood() {
    return findings() == 0 && unjudged().isEmpty() && !coverage.isInterrupted();
  }

  /** How many different checks gave a result. */
  public long checks() {
    return results.stream().map(Result::check).distinct().count();
  }
}
