package org.normaudit.verification.report;

import java.util.List;
import org.normaudit.verification.diagnosis.Diagnosis;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;

/**
 * What an audit found: the one model that every form of report is made from.
 *
 * @param environment where and with what it ran
 * @param seed of the cases
 * @param subjects who was audited
 * @param grades how well each subject's variance withstands data far from 0
 * @param diagnoses what the layers with findings do wrong, as far as that is known
 * @param cases how many cases there were
 * @param results every result, in the order of cases, subjects, checks
 * @param notes what could not be run, and where it ran instead, one sentence each
 * @param seconds how long it took
 */
public record AuditReport(
    Environment environment,
    long seed,
    List<SubjectInfo> subjects,
    List<Grade> grades,
    List<Diagnosis> diagnoses,
    int cases,
    List<Result> results,
    List<String> notes,
    double seconds) {

  /**
   * Who was audited.
   *
   * @param name the name in results
   * @param ranOn where it computed
   * @param conventions layer and convention, for reading
   */
  public record SubjectInfo(String name, String ranOn, List<String> conventions) {}

  /** How many results count against a subject. */
  public long findings() {
    return results.stream().filter(result -> result.verdict().isFinding()).count();
  }

  /** How many results were skipped. */
  public long skipped() {
    return results.stream().filter(result -> result.verdict() == Verdict.SKIPPED).count();
  }

  /** How many different checks gave a result. */
  public long checks() {
    return results.stream().map(Result::check).distinct().count();
  }
}
