package org.normaudit.verification.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.cli.campaign.Campaign;
import org.normaudit.verification.cli.campaign.CampaignRun;
import org.normaudit.verification.cli.campaign.Journal;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.diagnosis.Diagnosis;
import org.normaudit.verification.lab.diagnosis.Diagnostician;
import org.normaudit.verification.lab.grade.Grade;
import org.normaudit.verification.lab.grade.Grader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job: every check on every case for every subject. */
@Command(
    name = "audit",
    description = "Audits subjects on the catalogue of cases; the default command.",
    footer = {
      "",
      "Examples:",
      "  normaudit --cases full",
      "  normaudit audit --subject jtp --layer batchrenorm --html report.html",
      "  normaudit audit --subject 'exec:python3 layer.py' --baseline baseline.json",
      "  normaudit audit --shard 2/3 --json shard-2.json"
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SubjectOptions subjects;

  @Mixin private ConventionOption convention;

  @Mixin private RepetitionOptions repetition;

  @Mixin private CaseOptions cases;

  @Mixin private CampaignOptions campaigns;

  @Mixin private ReportOptions reports;

  private final List<String> leftOut = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    cases.requireValid();
    campaigns.requireValid();
    convention.requireKnown();
    repetition.repetition();
    reports.requireWritable(campaigns.shard());
    List<Subject> open = subjects.open();
    try {
      return audit(subjects.areStandard() ? asked(open) : open);
    } catch (CancellationException interrupted) {
      // The report of what was done is being written where the end began.
      return Normaudit.INTERRUPTED;
    } finally {
      open.forEach(Subject::close);
    }
  }

  // Nobody has named the standard subjects: who lacks what is asked for is left out, and said.
  // Where nobody is left, all of them are reported as not judged.
  private List<Subject> asked(List<Subject> standard) {
    Set<Layer> layers = cases.layers(standard);
    Set<Dtype> dtypes = cases.dtypes(standard);
    List<Subject> able = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Subject subject : standard) {
      Supported has = subject.supported();
      if (Collections.disjoint(has.layers(), layers)
          || Collections.disjoint(has.dtypes(), dtypes)) {
        others.add(subject.name() + " is left out: it offers " + has.text());
      } else {
        able.add(subject);
      }
    }
    if (able.isEmpty()) {
      return standard;
    }
    leftOut.addAll(others);
    return able;
  }

  private int audit(List<Subject> open) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Set<Layer> layers = cases.layers(open);
    Set<Layer> shown = Layers.byDefault();
    shown.addAll(layers);
    List<SubjectUnderConvention> audited =
        convention.hold(open, shown).stream()
            .map(each -> each.with(repetition.repetition()))
            .toList();
    Campaign campaign =
        new Campaign(
            cases.seed(),
            audited,
            options(open),
            cases.cases(open),
            cases.checks(shown),
            cases.named(),
            campaigns.shard());
    Optional<Journal> journal = campaigns.journal(campaign);
    try {
      CampaignRun run =
          new CampaignRun(
              campaign,
              journal,
              grades(campaign, cases.dtypes(open)),
              notes(campaign, open),
              start,
              cases.required());
      try (Ending ending = new Ending(() -> finish(run.close(List.of())))) {
        run(run);
      }
      return finish(run.close(diagnoses(audited, run.results())));
    } finally {
      if (journal.isPresent()) {
        journal.get().close();
      }
    }
  }

  // What the case command needs beside each subject's name.
  private Map<String, List<String>> options(List<Subject> open) {
    Map<String, List<String>> options = new HashMap<>();
    for (Subject subject : open) {
      List<String> words = new ArrayList<>(convention.words());
      words.addAll(repetition.words());
      words.addAll(subjects.needed(subject.name()));
      options.put(subject.name(), words);
    }
    return options;
  }

  // What was asked of some subject and what another does not have.
  private List<String> notes(Campaign campaign, List<Subject> open) {
    List<String> notes = new ArrayList<>(subjects.notes());
    notes.addAll(cases.notes(open));
    notes.addAll(leftOut);
    Set<Layer> asked = Layers.set(List.of());
    campaign.cases().forEach(c -> asked.add(c.layer()));
    for (SubjectUnderConvention each : campaign.subjects()) {
      String missing =
          asked.stream()
              .filter(layer -> !each.subject().supported().layers().contains(layer))
              .map(Layer::label)
              .collect(Collectors.joining(", "));
      if (!missing.isEmpty()) {
        notes.add(
            String.format(Locale.ROOT, "%s has no %s: skipped", each.subject().name(), missing));
      }
    }
    return notes;
  }

  // A grade is of the whole subject: one shard says it for all.
  private static List<Grade> grades(Campaign campaign, Set<Dtype> chosen) {
    if (campaign.shard().index() > Shard.WHOLE.index()) {
      return List.of();
    }
    Grader grader = new Grader(campaign.seed());
    return campaign.subjects().parallelStream()
        .flatMap(each -> grades(grader, each, chosen))
        .toList();
  }

  private static Stream<Grade> grades(
      Grader grader, SubjectUnderConvention audited, Set<Dtype> chosen) {
    Subject subject = audited.subject();
    return chosen.stream()
        .filter(subject.supported().dtypes()::contains)
        .map(dtype -> grader.grade(subject, audited.conventions(), dtype));
  }

  // A subject without findings is not asked again.
  private static List<Diagnosis> diagnoses(
      List<SubjectUnderConvention> audited, List<Result> results) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    audited.forEach(each -> diagnoses.addAll(Diagnostician.of(each, results, CaseSources::input)));
    return diagnoses;
  }

  private static void run(CampaignRun run) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    if (!Terminal.hasProgress()) {
      run.run(CaseSources::input, threads, c -> {});
      return;
    }
    try (ProgressBar bar = Terminal.progress("audit", run.remaining().size()).build()) {
      run.run(CaseSources::input, threads, c -> bar.step());
    }
  }

  private int finish(AuditReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DigitsTable digits = new DigitsTable(out);
    if (cases.activations() == null) {
      digits.printNist();
    } else {
      digits.print(cases.activations(), cases.channelAxis());
    }
    return reports.write(report, spec.commandLine());
  }
}
