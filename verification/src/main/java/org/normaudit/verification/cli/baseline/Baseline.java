package org.normaudit.verification.cli.baseline;

import java.util.List;
import java.util.Optional;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.CheckRow;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.grade.Grade;

/**
 * The part of an audit that a later one is compared with.
 *
 * @param seed of its cases
 * @param cases how many there were
 * @param subjects who was audited
 */
public record Baseline(long seed, int cases, List<Audited> subjects) {

  /**
   * One subject.
   *
   * @param name its name in reports
   * @param conventions one sentence a layer
   * @param grades one a format
   * @param rows one a check and layer
   */
  public record Audited(String name, List<String> conventions, List<Grade> grades, List<Row> rows) {

    Optional<Row> row(String check, String layer) {
      return rows.stream().filter(r -> r.check.equals(check) && r.layer.equals(layer)).findFirst();
    }
  }

  /**
   * One check on one layer.
   *
   * @param check its name
   * @param layer as case lines name it
   * @param judged how many cases were not skipped
   * @param ratio the largest error as a share of its bound; 0 where nothing was judged
   * @param findings the lines of the cases with findings
   */
  public record Row(String check, String layer, int judged, double ratio, List<String> findings) {}

  /** The baseline of a report. */
  public static Baseline of(AuditReport report) {
    List<CheckRow> rows = CheckRow.of(report);
    return new Baseline(
        report.seed(),
        report.cases(),
        report.subjects().stream()
            .map(
                subject ->
                    new Audited(
                        subject.name(),
                        subject.conventions(),
                        report.grades().stream()
                            .filter(grade -> grade.subject().equals(subject.name()))
                            .toList(),
                        rows.stream()
                            .filter(row -> row.subject.equals(subject.name()))
                            .map(Baseline::row)
                            .toList()))
            .toList());
  }

  private static Row row(CheckRow row) {
    return new Row(
        row.check,
        row.layer,
        row.judged(),
        row.worst() == null ? 0 : row.worst().ratio(),
        row.findings().stream().map(Result::caseLine).toList());
  }

  Optional<Audited> subject(String name) {
    return subjects.stream().filter(subject -> subject.name.equals(name)).findFirst();
  }
}
