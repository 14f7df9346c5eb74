package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.check.Terms;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Subject;

/**
 * Every seeded bug, and every honest variant, before every check. A check is done with a bug at its
 * first finding; an honest variant sees every case.
 */
public final class KillMatrix {

  /**
   * What the checks made of one bug.
   *
   * @param kills the first finding of each check that has one, by the check's name
   */
  public record Row(SeededBug bug, Map<String, Result> kills) {}

  /**
   * What the checks made of one honest variant.
   *
   * @param judged how many results there were that were not skipped
   * @param findings what ought not to be
   */
  public record HonestRow(HonestVariant variant, int judged, List<Result> findings) {}

  private final List<Check> checks;
  private final long seed;
  private final Map<Case, CaseContext> contexts = new ConcurrentHashMap<>();

  private KillMatrix(List<Check> checks, long seed) {
    this.checks = List.copyOf(checks);
    this.seed = seed;
  }

  /** Bugs before checks, on cases of that seed. */
  public static List<Row> bugs(List<SeededBug> bugs, List<Check> checks, long seed, int threads)
      throws InterruptedException {
    KillMatrix matrix = new KillMatrix(checks, seed);
    List<Callable<Row>> tasks = new ArrayList<>();
    bugs.forEach(bug -> tasks.add(() -> matrix.row(bug)));
    return run(tasks, threads);
  }

  /** Honest variants before checks, on cases of that seed. */
  public static List<HonestRow> honest(
      List<HonestVariant> variants, List<Check> checks, long seed, int threads)
      throws InterruptedException {
    KillMatrix matrix = new KillMatrix(checks, seed);
    List<Callable<HonestRow>> tasks = new ArrayList<>();
    variants.forEach(variant -> tasks.add(() -> matrix.row(variant)));
    return run(tasks, threads);
  }

  private static <T> List<T> run(List<Callable<T>> tasks, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the kill matrix itself failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Row row(SeededBug bug) {
    Map<String, Result> kills = new LinkedHashMap<>();
    try (Subject subject = bug.subject()) {
      for (Layer layer : bug.layers()) {
        for (Case c : KillCases.of(layer, bug.dtype(), seed)) {
          CheckContext context = context(c, subject, layer.paper());
          for (Check check : checks) {
            if (!kills.containsKey(check.name())) {
              examine(check, context)
                  .filter(result -> result.verdict().isFinding())
                  .ifPresent(result -> kills.put(check.name(), result));
            }
          }
        }
      }
    }
    return new Row(bug, kills);
  }

  private HonestRow row(HonestVariant variant) {
    int judged = 0;
    List<Result> findings = new ArrayList<>();
    Subject subject = variant.subject();
    for (Case c :
        KillCases.of(variant.layer(), subject.supported().dtypes().iterator().next(), seed)) {
      CheckContext context = context(c, subject, variant.convention());
      if (!context.isDefined()) {
        continue;
      }
      for (Check check : checks) {
        Optional<Result> result = examine(check, context);
        if (result.isPresent() && result.get().verdict() != Verdict.SKIPPED) {
          judged++;
          result.filter(r -> r.verdict().isFinding()).ifPresent(findings::add);
        }
      }
    }
    return new HonestRow(variant, judged, findings);
  }

  private CheckContext context(Case c, Subject subject, Convention convention) {
    return new CheckContext(
        contexts.computeIfAbsent(c, key -> new CaseContext(key, CaseInput.of(key))),
        subject,
        convention,
        Terms.strict());
  }

  private static Optional<Result> examine(Check check, CheckContext context) {
    Supported can = context.supported();
    boolean able = can.results().containsAll(check.needs());
    return able && check.concerns(context) ? Optional.of(check.examine(context)) : Optional.empty();
  }
}
