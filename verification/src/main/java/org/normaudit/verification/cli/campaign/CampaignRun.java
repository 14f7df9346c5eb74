package org.normaudit.verification.cli.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.Coverage;
import org.normaudit.verification.cli.report.Environment;
import org.normaudit.verification.core.audit.Audit;
import org.normaudit.verification.core.audit.CaseSource;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.Interruption;
import org.normaudit.verification.lab.diagnosis.Diagnosis;
import org.normaudit.verification.lab.grade.Grade;

/**
 * A campaign while it runs. Any thread may read what is done at any time, so that a run that a
 * signal ends leaves a whole report.
 */
public final class CampaignRun {
  private final Campaign campaign;
  private final Optional<Journal> journal;
  private final List<Grade> grades;
  private final List<String> notes;
  private final Map<String, List<Result>> done = new LinkedHashMap<>();
  private final long start;
  private final Set<Role> required;
  private boolean closed;

  /**
   * @param journal holds what a former run has done, and takes what this one does
   * @param grades of the subjects
   * @param notes for the report
   * @param start when the run began, as {@link System#nanoTime} says
   * @param required the quantities of which something must be judged
   */
  public CampaignRun(
      Campaign campaign,
      Optional<Journal> journal,
      List<Grade> grades,
      List<String> notes,
      long start,
      Set<Role> required) {
    this.required = required;
    this.campaign = campaign;
    this.journal = journal;
    this.grades = List.copyOf(grades);
    this.notes = List.copyOf(notes);
    this.start = start;
    journal.ifPresent(j -> done.putAll(j.done()));
  }

  /** The cases of the shard that are still to be run. */
  public List<Case> remaining() {
    return campaign.part().stream().filter(c -> !done.containsKey(c.toString())).toList();
  }

  /**
   * Runs what remains.
   *
   * @param progress receives every case that is done
   * @throws CancellationException if the process is being ended
   */
  public void run(CaseSource source, int threads, Consumer<Case> progress)
      throws InterruptedException {
    Audit audit = new Audit(campaign.subjects(), remaining(), campaign.checks(), source, threads);
    audit.run(
        (c, results) -> {
          add(c, results);
          progress.accept(c);
        });
  }

  // An answer that came after the end had begun may be that of a program that was killed.
  private synchronized void add(Case c, List<Result> results) {
    if (closed || Interruption.hasBegun()) {
      throw new CancellationException();
    }
    done.put(c.toString(), results);
    journal.ifPresent(
        j -> {
          try {
            j.add(c, results);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The results of what is done, in the campaign's order. */
  public synchronized List<Result> results() {
    List<Result> results = new ArrayList<>();
    campaign.part().forEach(c -> results.addAll(done.getOrDefault(c.toString(), List.of())));
    return results;
  }

  // Who was not judged, and what it could have been asked for.
  private List<String> notesOn(List<Result> results) {
    Set<String> judged = AuditReport.judged(results);
    List<String> all = new ArrayList<>(notes);
    for (SubjectUnderConvention each : campaign.subjects()) {
      if (!judged.contains(each.subject().name())) {
        all.add(each.subject().name() + " offers " + each.subject().supported().text());
      }
    }
    results.stream()
        .filter(result -> result.note().equals(Result.UNSTEADY))
        .map(Result::subject)
        .distinct()
        .forEach(name -> all.add(name + ": " + Result.UNSTEADY));
    return all;
  }

  /**
   * The report of what is done; nothing is added to it afterwards.
   *
   * @param diagnoses of the findings
   */
  public synchronized AuditReport close(List<Diagnosis> diagnoses) {
    closed = true;
    List<Case> part = campaign.part();
    List<Result> results = Required.completed(required, campaign, results());
    List<String> lines = new ArrayList<>();
    for (Case c : part) {
      if (done.containsKey(c.toString())) {
        lines.add(c.toString());
      }
    }
    return new AuditReport(
        List.of(Environment.current()),
        new Coverage(campaign.seed(), campaign.digest(), campaign.shard(), part.size(), lines),
        campaign.infos(),
        grades,
        diagnoses,
        results,
        notesOn(results),
        (System.nanoTime() - start) / 1e9);
  }
}
