package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.result.Result;

/**
 * Every check on every case for every subject. Cases are spread over threads; the results come in
 * the order of cases, subjects, checks for any number of threads.
 */
public final class Audit {
  private final List<SubjectUnderConvention> subjects;
  private final List<Case> cases;
  private final List<Check> checks;
  private final CaseSource source;
  private final int threads;

  /**
   * @param source turns a case into its step
   * @param threads at least 1
   */
  public Audit(
      List<SubjectUnderConvention> subjects,
      List<Case> cases,
      List<Check> checks,
      CaseSource source,
      int threads) {
    this.subjects = List.copyOf(subjects);
    this.cases = List.copyOf(cases);
    this.checks = List.copyOf(checks);
    this.source = source;
    this.threads = threads;
  }

  /**
   * Runs the audit.
   *
   * @param progress told of every case that is done, from one thread, in order
   */
  public List<Result> run(Consumer<Case> progress) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    run(
        (c, of) -> {
          results.addAll(of);
          progress.accept(c);
        });
    return results;
  }

  /**
   * Runs the audit; what {@code done} throws ends it.
   *
   * @param done takes every case with its results, from the calling thread, in order
   */
  public void run(BiConsumer<Case, List<Result>> done) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Result>>> pending = new ArrayList<>();
      for (Case c : cases) {
        pending.add(pool.submit(() -> examine(c)));
      }
      for (int i = 0; i < pending.size(); i++) {
        List<Result> results = pending.get(i).get();
        pending.set(i, null);
        done.accept(cases.get(i), results);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Result> examine(Case c) {
    try {
      return examineAll(c);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the audit itself failed on '" + c + "': " + e, e);
    }
  }

  private List<Result> examineAll(Case c) {
    List<Result> results = new ArrayList<>();
    CaseContext caseContext = new CaseContext(c, source.input(c));
    for (SubjectUnderConvention audited : subjects) {
      if (!audited.answers(c)) {
        continue;
      }
      CheckContext context = audited.on(caseContext);
      for (Check check : checks) {
        if (context.isAbout(check)) {
          results.add(context.examine(check));
        }
      }
    }
    return results;
  }
}
