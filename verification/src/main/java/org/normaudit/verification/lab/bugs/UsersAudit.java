package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.audit.Audit;
import org.normaudit.verification.core.audit.CaseSource;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.check.Repetition;
import org.normaudit.verification.core.convention.Predictions;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Subject;

/**
 * Seeded bugs and honest variants audited as a user audits: under the conventions that they are
 * found to keep, on the quick catalogue, before every check. Truth is shared by all of them.
 */
public final class UsersAudit {
  // Between so many cases, bugs that are found leave.
  private static final int CASES_TOGETHER = 16;

  /**
   * What the audit made of one subject.
   *
   * @param name of the bug or variant
   * @param demanded the option that its user has to give, since it keeps to another convention that
   *     is in use, or its runs differ within the bounds; empty where none is needed
   * @param judged how many results there were that were not skipped
   * @param findings of a bug, those of the first cases that have any
   */
  public record Row(String name, String demanded, int judged, List<Result> findings) {}

  private final long seed;
  private final CaseSource source;
  private final int threads;
  private final Predictions predictions = new Predictions();

  private UsersAudit(long seed, CaseSource source, int threads) {
    this.seed = seed;
    this.source = source;
    this.threads = threads;
  }

  /**
   * Bugs, in their order.
   *
   * @param source turns cases into steps
   */
  public static List<Row> bugs(List<SeededBug> bugs, long seed, CaseSource source, int threads)
      throws InterruptedException {
    UsersAudit audit = new UsersAudit(seed, source, threads);
    Map<String, Row> rows = new LinkedHashMap<>();
    List<SubjectUnderConvention> all = new ArrayList<>();
    bugs.forEach(
        bug -> {
          rows.put(bug.name(), new Row(bug.name(), "", 0, List.of()));
          all.add(audit.found(bug.subject(), bug.layers()));
        });
    audit.run(all, true, "", rows);
    audit.run(left(bugs, rows, SubjectUnderConvention::paper), true, "--convention paper", rows);
    audit.run(
        left(bugs, rows, subject -> audit.runToRun(subject)), true, "--contract run-to-run", rows);
    return List.copyOf(rows.values());
  }

  /**
   * Honest variants, in their order.
   *
   * @param source turns cases into steps
   */
  public static List<Row> honest(
      List<HonestVariant> variants, long seed, CaseSource source, int threads)
      throws InterruptedException {
    UsersAudit audit = new UsersAudit(seed, source, threads);
    Map<String, Row> rows = new LinkedHashMap<>();
    List<SubjectUnderConvention> all = new ArrayList<>();
    variants.forEach(
        variant -> {
          String name = variant.subject().name();
          rows.put(name, new Row(name, "", 0, List.of()));
          all.add(audit.found(variant.subject(), Set.of(variant.layer())));
        });
    audit.run(all, false, "", rows);
    return List.copyOf(rows.values());
  }

  private static List<SubjectUnderConvention> left(
      List<SeededBug> bugs, Map<String, Row> rows, Function<Subject, SubjectUnderConvention> held) {
    return bugs.stream()
        .filter(bug -> rows.get(bug.name()).findings().isEmpty())
        .map(bug -> held.apply(bug.subject()))
        .toList();
  }

  private SubjectUnderConvention runToRun(Subject subject) {
    return found(subject, subject.supported().layers()).with(Repetition.RUN_TO_RUN);
  }

  private SubjectUnderConvention found(Subject subject, Set<Layer> layers) {
    return SubjectUnderConvention.found(subject, layers, predictions);
  }

  private void run(
      List<SubjectUnderConvention> subjects, boolean once, String demanded, Map<String, Row> rows)
      throws InterruptedException {
    List<SubjectUnderConvention> left = new ArrayList<>(subjects);
    List<Case> cases = Catalogue.of(Catalogue.Size.QUICK, Layers.set(Layers.all()), dtypes(), seed);
    for (int from = 0; from < cases.size(); from += CASES_TOGETHER) {
      List<Case> some = cases.subList(from, Math.min(from + CASES_TOGETHER, cases.size()));
      Map<String, List<Result>> results = new LinkedHashMap<>();
      for (Result result : new Audit(left, some, Checks.all(), source, threads).run(c -> {})) {
        results.computeIfAbsent(result.subject(), name -> new ArrayList<>()).add(result);
      }
      results.forEach((name, of) -> rows.put(name, more(rows.get(name), demanded, of)));
      left.removeIf(each -> once && !rows.get(each.subject().name()).findings().isEmpty());
    }
  }

  private static Set<Dtype> dtypes() {
    return Set.copyOf(Dtype.all());
  }

  private static Row more(Row row, String demanded, List<Result> results) {
    List<Result> findings = new ArrayList<>(row.findings());
    int judged = row.judged();
    for (Result result : results) {
      judged += result.verdict() == Verdict.SKIPPED ? 0 : 1;
      if (result.verdict().isFinding()) {
        findings.add(result);
      }
    }
    return new Row(row.name(), demanded, judged, findings);
  }
}
