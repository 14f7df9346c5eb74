package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Shape;
import org.normaudit.verification.audit.Audit;
import org.normaudit.verification.audit.Audited;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.audit.Catalogue;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.Data;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.grade.Grader;
import org.normaudit.verification.report.AuditReport;
import org.normaudit.verification.report.Environment;
import org.normaudit.verification.report.TerminalReport;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.vectors.RecordedSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: every check on every case for every subject. */
@Command(
    name = "audit",
    description = "Audits subjects on the catalogue of cases; the default command.")
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SubjectOptions subjects;

  @Mixin private ConventionOption convention;

  @Option(
      names = "--layer",
      paramLabel = "L",
      description = "Only this layer: batchnorm or batchrenorm. May be repeated.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--dtype",
      paramLabel = "T",
      description =
          "Only this format: f64, f32, bf16 or f16. May be repeated; f64 and f32 by default.")
  private List<String> dtypes = new ArrayList<>();

  @Option(
      names = "--cases",
      paramLabel = "quick|full",
      description = "How many cases: a fair sample (default), or the whole catalogue.")
  private String size = "quick";

  @Option(
      names = "--data",
      paramLabel = "FILE.npy",
      description = "Audits on these activations in place of the catalogue: float32 or float64.")
  private Path data;

  @Option(
      names = "--channel-axis",
      paramLabel = "N",
      description = "The axis of the channels in --data; -1 is the last (default 1).")
  private int channelAxis = 1;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all cases (default 1).")
  private long seed = 1;

  @Mixin private ReportOptions reports;

  @Override
  public Integer call() throws Exception {
    Catalogue.Size catalogueSize = size();
    Set<LayerKind> wanted = EnumSet.noneOf(LayerKind.class);
    layers.forEach(layer -> wanted.add(LayerKind.of(layer)));
    if (wanted.isEmpty()) {
      wanted.addAll(EnumSet.allOf(LayerKind.class));
    }
    reports.requireWritable();
    if (data != null) {
      // Read before any subject is started: what is wrong with a file is said at once.
      CaseSources.file(data.toString()).channels(channelAxis);
    }
    convention.requireKnown();
    List<Subject> open = subjects.open();
    try {
      return audit(catalogueSize, wanted, open);
    } finally {
      open.forEach(Subject::close);
    }
  }

  private Catalogue.Size size() {
    return switch (size) {
      case "quick" -> Catalogue.Size.QUICK;
      case "full" -> Catalogue.Size.FULL;
      default ->
          throw new IllegalArgumentException("--cases must be quick or full: '" + size + "'");
    };
  }

  private int audit(Catalogue.Size catalogueSize, Set<LayerKind> wanted, List<Subject> open)
      throws Exception {
    Set<Dtype> chosen = dtypes(open);
    List<Case> cases =
        cases(
            open,
            () ->
                data == null
                    ? Catalogue.of(catalogueSize, wanted, chosen, seed)
                    : dataCases(wanted, chosen));
    cases.removeIf(c -> !wanted.contains(c.layer()));
    List<Audited> audited = open.stream().map(convention::hold).toList();
    Audit audit =
        new Audit(
            audited,
            cases,
            Checks.all(),
            CaseSources::input,
            Runtime.getRuntime().availableProcessors());
    long start = System.nanoTime();
    List<Result> results = run(audit, cases.size());
    AuditReport report =
        new AuditReport(
            Environment.current(),
            seed,
            audited.stream().map(AuditCommand::info).toList(),
            grades(audited, chosen),
            List.of(),
            cases.size(),
            results,
            subjects.notes(),
            (System.nanoTime() - start) / 1e9);
    PrintWriter out = spec.commandLine().getOut();
    DigitsTable digits = new DigitsTable(out);
    if (data == null) {
      digits.printNist();
    } else {
      digits.print(CaseSources.file(data.toString()), channelAxis);
    }
    new TerminalReport(out::println, isTerminal()).print(report);
    out.flush();
    reports.write(report);
    return report.findings() == 0 ? 0 : Normaudit.FINDING;
  }

  // In the file's own format, and rounded to the others that subjects have.
  private List<Case> dataCases(Set<LayerKind> wanted, Set<Dtype> chosen) {
    Data.File file = new Data.File(data.toString(), channelAxis);
    Shape shape = CaseSources.file(file.path()).channels(channelAxis);
    return Catalogue.ofData(file, shape, wanted, chosen, seed);
  }

  // What is recorded answers its own cases alone; whoever is live answers all of them.
  private static List<Case> cases(List<Subject> open, Supplier<List<Case>> catalogue) {
    Set<Case> cases = new LinkedHashSet<>();
    for (Subject subject : open) {
      cases.addAll(
          subject instanceof RecordedSubject recorded ? recorded.cases() : catalogue.get());
    }
    return new ArrayList<>(cases);
  }

  // Both wide formats, and what subjects without them have.
  private Set<Dtype> dtypes(List<Subject> open) {
    Set<Dtype> chosen = EnumSet.noneOf(Dtype.class);
    dtypes.forEach(dtype -> chosen.add(Dtype.of(dtype)));
    if (!chosen.isEmpty()) {
      return chosen;
    }
    Set<Dtype> wide = EnumSet.of(Dtype.FLOAT64, Dtype.FLOAT32);
    for (Subject subject : open) {
      Set<Dtype> own = subject.capabilities().dtypes();
      boolean narrow = own.stream().noneMatch(wide::contains);
      own.stream().filter(dtype -> narrow || wide.contains(dtype)).forEach(chosen::add);
    }
    return chosen;
  }

  private List<Grade> grades(List<Audited> audited, Set<Dtype> chosen) {
    Grader grader = new Grader(seed);
    List<Grade> grades = new ArrayList<>();
    for (Audited each : audited) {
      for (Dtype dtype : Dtype.values()) {
        if (chosen.contains(dtype) && each.subject().capabilities().dtypes().contains(dtype)) {
          grades.add(grader.grade(each.subject(), each.conventions(), dtype));
        }
      }
    }
    return grades;
  }

  private static AuditReport.SubjectInfo info(Audited audited) {
    return new AuditReport.SubjectInfo(
        audited.subject().name(), audited.subject().capabilities().ranOn(), audited.texts());
  }

  private static List<Result> run(Audit audit, int cases) throws InterruptedException {
    if (!isTerminal()) {
      return audit.run(c -> {});
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("audit")
            .setInitialMax(cases)
            .setStyle(ProgressBarStyle.ASCII)
            .build()) {
      return audit.run(c -> bar.step());
    }
  }

  private static boolean isTerminal() {
    return System.console() != null
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(String.valueOf(System.getenv("TERM")).toLowerCase(Locale.ROOT));
  }
}
