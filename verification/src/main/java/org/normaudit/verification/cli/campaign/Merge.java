package org.normaudit.verification.cli.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.AuditReport.SubjectInfo;
import org.normaudit.verification.cli.report.Coverage;
import org.normaudit.verification.cli.report.Environment;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** Makes one report of the shards of an audit. */
public final class Merge {
  private Merge() {}

  /**
   * The report that a run without shards gives, for any order of the parts. Its time is the sum of
   * theirs, and it names every machine that a part ran on.
   *
   * @param parts at least one report
   * @throws IllegalArgumentException with one sentence if they are not all the shards of one audit,
   *     each whole and each once
   */
  public static AuditReport of(List<AuditReport> parts) {
    List<AuditReport> ordered = ordered(parts);
    AuditReport first = ordered.get(0);
    ordered.forEach(part -> requireSameAudit(first, part));
    Coverage coverage = first.coverage();
    List<String> cases =
        Shard.whole(ordered.stream().map(part -> part.coverage().cases()).toList());
    return new AuditReport(
        distinct(ordered.stream().map(AuditReport::environments).toList()),
        new Coverage(coverage.seed(), coverage.digest(), Shard.WHOLE, cases.size(), cases),
        subjects(ordered),
        distinct(ordered.stream().map(AuditReport::grades).toList()),
        diagnoses(ordered),
        results(ordered, cases),
        distinct(ordered.stream().map(AuditReport::notes).toList()),
        ordered.stream().mapToDouble(AuditReport::seconds).sum());
  }

  private static List<AuditReport> ordered(List<AuditReport> parts) {
    int count = parts.get(0).coverage().shard().count();
    AuditReport[] ordered = new AuditReport[count];
    for (AuditReport part : parts) {
      Coverage coverage = part.coverage();
      Shard shard = coverage.shard();
      if (shard.count() != count) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the reports are of %d and of %d shards: they are not parts of one audit",
                count,
                shard.count()));
      }
      if (coverage.isInterrupted()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "shard %s was interrupted after %d of %d cases: --resume finishes it",
                shard,
                coverage.cases().size(),
                coverage.planned()));
      }
      if (ordered[shard.index() - 1] != null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "shard %s is given twice", shard));
      }
      ordered[shard.index() - 1] = part;
    }
    for (int i = 0; i < count; i++) {
      if (ordered[i] == null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "shard %d/%d is missing", i + 1, count));
      }
    }
    return List.of(ordered);
  }

  // Named causes come first; the digest says only that something differs.
  private static void requireSameAudit(AuditReport first, AuditReport part) {
    String pair =
        String.format(
            Locale.ROOT, "shards %s and %s", first.coverage().shard(), part.coverage().shard());
    requireEqual(pair, "versions of this program", version(first), version(part));
    requireEqual(pair, "seeds", first.seed(), part.seed());
    requireEqual(pair, "subjects", names(first), names(part));
    for (int i = 0; i < first.subjects().size(); i++) {
      requireEqual(
          pair,
          String.format(Locale.ROOT, "conventions of '%s'", first.subjects().get(i).name()),
          first.subjects().get(i).conventions(),
          part.subjects().get(i).conventions());
    }
    requireEqual(pair, "cases or checks", first.coverage().digest(), part.coverage().digest());
  }

  private static void requireEqual(String pair, String what, Object one, Object other) {
    if (!one.equals(other)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s differ in the %s: %s and %s", pair, what, one, other));
    }
  }

  private static Set<String> version(AuditReport report) {
    Set<String> versions = new LinkedHashSet<>();
    report.environments().stream().map(Environment::version).forEach(versions::add);
    return versions;
  }

  private static List<String> names(AuditReport report) {
    return report.subjects().stream().map(SubjectInfo::name).toList();
  }

  private static List<SubjectInfo> subjects(List<AuditReport> parts) {
    List<SubjectInfo> merged = new ArrayList<>();
    for (int i = 0; i < parts.get(0).subjects().size(); i++) {
      Set<String> places = new LinkedHashSet<>();
      for (AuditReport part : parts) {
        places.add(part.subjects().get(i).ranOn());
      }
      SubjectInfo info = parts.get(0).subjects().get(i);
      merged.add(
          new SubjectInfo(
              info.name(),
              String.join("; ", places),
              info.conventions(),
              info.options(),
              info.lacks()));
    }
    return merged;
  }

  private static List<Result> results(List<AuditReport> parts, List<String> cases) {
    Map<String, List<Result>> byCase = new HashMap<>();
    for (AuditReport part : parts) {
      part.results()
          .forEach(r -> byCase.computeIfAbsent(r.caseLine(), key -> new ArrayList<>()).add(r));
    }
    List<Result> results = new ArrayList<>();
    cases.forEach(line -> results.addAll(byCase.getOrDefault(line, List.of())));
    return results;
  }

  // Each shard that saw a layer fail has diagnosed it: once is enough, in the order of subjects.
  private static List<Diagnosis> diagnoses(List<AuditReport> parts) {
    List<String> names = names(parts.get(0));
    Map<List<Object>, Diagnosis> each = new HashMap<>();
    for (AuditReport part : parts) {
      part.diagnoses()
          .forEach(d -> each.putIfAbsent(List.of(d.subject(), d.layer(), d.dtype()), d));
    }
    return each.values().stream()
        .sorted(
            Comparator.comparing((Diagnosis d) -> names.indexOf(d.subject()))
                .thenComparing(Diagnosis::layer, Layers.ORDER)
                .thenComparing(Diagnosis::dtype))
        .toList();
  }

  private static <T> List<T> distinct(List<List<T>> lists) {
    Set<T> all = new LinkedHashSet<>();
    lists.forEach(all::addAll);
    return List.copyOf(all);
  }
}
