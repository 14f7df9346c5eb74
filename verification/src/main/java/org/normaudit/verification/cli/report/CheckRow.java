package org.normaudit.verification.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/** All results of one subject, layer and check, taken together. */
public final class CheckRow {
  /** The name of the subject. */
  public final String subject;

  /** The layer, as case lines name it. */
  public final String layer;

  /** The name of the check. */
  public final String check;

  private int judged;
  private int skipped;
  private Result worst;
  private String firstSkip = "";
  private final List<Result> findings = new ArrayList<>();

  private CheckRow(String subject, String layer, String check) {
    this.subject = subject;
    this.layer = layer;
    this.check = check;
  }

  /**
   * The rows of a report: by subject, then in the order in which checks and layers first appear.
   */
  public static List<CheckRow> of(AuditReport report) {
    Map<String, Map<String, Map<String, CheckRow>>> rows = new LinkedHashMap<>();
    report.subjects().forEach(subject -> rows.put(subject.name(), new LinkedHashMap<>()));
    for (Result result : report.results()) {
      String layer = result.caseLine().substring(0, result.caseLine().indexOf(' '));
      rows.computeIfAbsent(result.subject(), key -> new LinkedHashMap<>())
          .computeIfAbsent(result.check(), key -> new LinkedHashMap<>())
          .computeIfAbsent(layer, key -> new CheckRow(result.subject(), layer, result.check()))
          .add(result);
    }
    List<CheckRow> all = new ArrayList<>();
    rows.values().forEach(checks -> checks.values().forEach(of -> all.addAll(of.values())));
    return all;
  }

  private void add(Result result) {
    if (result.verdict() == Verdict.SKIPPED) {
      skipped++;
      if (firstSkip.isEmpty()) {
        firstSkip = result.note();
      }
      return;
    }
    judged++;
    if (result.verdict().isFinding()) {
      findings.add(result);
    }
    if (worst == null || result.ratio() > worst.ratio()) {
      worst = result;
    }
  }

  /** How many cases were judged. */
  public int judged() {
    return judged;
  }

  /** How many cases were skipped. */
  public int skipped() {
    return skipped;
  }

  /** Why the first skipped case was; empty where none was. */
  public String firstSkip() {
    return firstSkip;
  }

  /** The results that count against the subject. */
  public List<Result> findings() {
    return findings;
  }

  /** The judged result with the largest share of its bound; null where none was judged. */
  public Result worst() {
    return worst;
  }

  /** The largest share of the bound, as text: a number, {@code exact}, or a dash. */
  public String ratio() {
    if (worst == null) {
      return "-";
    }
    return worst.ratio() == 0 ? "exact" : String.format(Locale.ROOT, "%.3g", worst.ratio());
  }

  /** The error in ulp that belongs to it. */
  public String ulp() {
    return worst == null || Double.isNaN(worst.ulp())
        ? "-"
        : String.format(Locale.ROOT, "%.3g", worst.ulp());
  }
}
