package org.normaudit.verification.cli.baseline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.cli.baseline.Baseline.Audited;
import org.normaudit.verification.cli.baseline.Baseline.Row;
import org.normaudit.verification.cli.baseline.Change.Kind;
import org.normaudit.verification.lab.grade.Grade;

/**
 * What has changed between two audits. Worse means: a finding in a case that had none, a grade that
 * quotes fewer digits, another convention, a check that no longer runs, or, on the same cases, that
 * judges fewer of them, and a subject that is gone. An error that is larger but within its bound is
 * reported and does not fail: the bound says what is allowed, not the former run.
 */
public final class BaselineDiff {
  private final Baseline before;
  private final Baseline now;
  private final List<Change> changes = new ArrayList<>();

  private BaselineDiff(Baseline before, Baseline now) {
    this.before = before;
    this.now = now;
  }

  /** Every difference, in the order of subjects; empty if there is none. */
  public static List<Change> of(Baseline before, Baseline now) {
    BaselineDiff comparison = new BaselineDiff(before, now);
    comparison.compare();
    return List.copyOf(comparison.changes);
  }

  private void compare() {
    if (!sameCases()) {
      add(
          Kind.CHANGED,
          "the baseline is of %d cases of seed %d, this run of %d cases of seed %d",
          before.cases(),
          before.seed(),
          now.cases(),
          now.seed());
    }
    for (Audited was : before.subjects()) {
      now.subject(was.name())
          .ifPresentOrElse(
              is -> subject(was, is),
              () -> add(Kind.WORSE, "%s: is no longer audited", was.name()));
    }
    for (Audited is : now.subjects()) {
      if (before.subject(is.name()).isEmpty()) {
        add(Kind.CHANGED, "%s: was not audited before", is.name());
        findings(is.name(), List.of(), is.rows());
      }
    }
  }

  private boolean sameCases() {
    return before.seed() == now.seed() && before.cases() == now.cases();
  }

  private void subject(Audited was, Audited is) {
    if (!was.conventions().equals(is.conventions())) {
      add(
          Kind.WORSE,
          "%s: keeps another convention: was '%s', is '%s'",
          is.name(),
          String.join("; ", was.conventions()),
          String.join("; ", is.conventions()));
    }
    for (Grade grade : was.grades()) {
      grade(is.name(), grade, grade(is, grade.dtype()));
    }
    for (Row row : was.rows()) {
      judged(is.name(), row, is.row(row.check(), row.layer()));
    }
    findings(is.name(), was.rows(), is.rows());
    for (Row row : is.rows()) {
      Optional<Row> former = was.row(row.check(), row.layer());
      if (row.judged() > 0 && (former.isEmpty() || former.get().judged() == 0)) {
        add(Kind.BETTER, "%s: now runs, on %d cases", name(is.name(), row), row.judged());
      }
    }
  }

  private static Optional<Grade> grade(Audited subject, Dtype dtype) {
    return subject.grades().stream().filter(grade -> grade.dtype() == dtype).findFirst();
  }

  private void grade(String subject, Grade was, Optional<Grade> present) {
    if (present.isEmpty()) {
      add(Kind.WORSE, "%s: the grade was '%s', and there is none now", subject, was.text());
      return;
    }
    Grade is = present.get();
    if (was.text().equals(is.text())) {
      return;
    }
    int gained = is.digitsLeft() - was.digitsLeft();
    boolean lost = is.ladder().isEmpty() && !was.ladder().isEmpty();
    Kind kind = gained < 0 || lost ? Kind.WORSE : gained > 0 ? Kind.BETTER : Kind.CHANGED;
    add(kind, "%s: the grade was '%s', is '%s'", subject, was.text(), is.text());
  }

  private void judged(String subject, Row was, Optional<Row> present) {
    int judged = present.map(Row::judged).orElse(0);
    if (was.judged() > 0 && judged == 0) {
      add(
          Kind.WORSE,
          "%s: no longer runs: it judged %d cases, and judges none",
          name(subject, was),
          was.judged());
    } else if (judged < was.judged() && sameCases()) {
      add(
          Kind.WORSE,
          "%s: judged %d cases, and judges %d of the same ones",
          name(subject, was),
          was.judged(),
          judged);
    } else if (judged > 0 && was.judged() > 0 && sameCases()) {
      error(subject, was, present.get());
    }
  }

  private void error(String subject, Row was, Row is) {
    String before = String.format(Locale.ROOT, "%.3g", was.ratio());
    String now = String.format(Locale.ROOT, "%.3g", is.ratio());
    if (!before.equals(now)) {
      add(
          is.ratio() < was.ratio() ? Kind.BETTER : Kind.CHANGED,
          "%s: the largest error was %s of its bound, is %s",
          name(subject, is),
          before,
          now);
    }
  }

  private void findings(String subject, List<Row> were, List<Row> are) {
    for (Row is : are) {
      Set<String> former = new HashSet<>();
      were.stream().filter(row -> same(row, is)).forEach(row -> former.addAll(row.findings()));
      List<String> fresh = is.findings().stream().filter(c -> !former.contains(c)).toList();
      if (!fresh.isEmpty()) {
        add(
            Kind.WORSE,
            "%s: %d new findings, the first in '%s'",
            name(subject, is),
            fresh.size(),
            fresh.get(0));
      }
    }
    for (Row was : were) {
      Set<String> present = new HashSet<>();
      are.stream().filter(row -> same(row, was)).forEach(row -> present.addAll(row.findings()));
      long gone = was.findings().stream().filter(c -> !present.contains(c)).count();
      boolean runs = are.stream().anyMatch(row -> same(row, was) && row.judged() > 0);
      if (gone > 0 && runs) {
        add(Kind.BETTER, "%s: %d findings are gone", name(subject, was), gone);
      }
    }
  }

  private static boolean same(Row one, Row other) {
    return one.check().equals(other.check()) && one.layer().equals(other.layer());
  }

  private static String name(String subject, Row row) {
    return String.format(Locale.ROOT, "%s, %s, %s", subject, row.check(), row.layer());
  }

  private void add(Kind kind, String form, Object... values) {
    changes.add(new Change(kind, String.format(Locale.ROOT, form, values)));
  }
}
