package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.vectors.CaseSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One case with every number shown. */
@Command(
    name = "case",
    description = {
      "Shows one case: its data and condition numbers, the exact answer to 20 digits, each",
      "subject's values, their errors in ulp, and the bounds with the terms that make them.",
      "The digits that the definition keeps in the case's format are found by repeated runs with",
      "random rounding, and by intervals.",
      "The last line is the verdict: of the checks that are named, or else of every value."
    },
    footer = {
      "",
      "Example:",
      "  normaudit case 'batchnorm training f32 8x4x9 kappa=100' --subject jtp",
      "  normaudit case 'batchnorm training f32 8x4x9' --check trace --subject jtp"
    })
final class CaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "The case's line, in quotes.")
  private String line;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many runs with random rounding (default 32).")
  private int runs = 32;

  @Option(
      names = "--check",
      paramLabel = "NAME",
      description =
          "Makes this check of the case as an audit does, such as dx or trace; exit code 1 exactly if"
              + " it finds something, 2 if it judges nothing. May be repeated.")
  private List<String> checks = new ArrayList<>();

  @Mixin private SubjectOptions subjects;

  @Mixin private ConventionOption convention;

  @Mixin private RepetitionOptions repetition;

  @Override
  public Integer call() {
    if (!(runs >= 2 && runs <= 10_000)) {
      throw new IllegalArgumentException("--runs must lie in [2, 10000]: " + runs);
    }
    List<Check> wanted = checks.stream().map(Checks::named).distinct().toList();
    Case c = CaseLine.parse(line);
    Step input = CaseSources.input(c);
    convention.requireKnown();
    repetition.repetition();
    PrintWriter out = spec.commandLine().getOut();
    List<Subject> open = subjects.open();
    List<CaseVerdict> verdicts = new ArrayList<>();
    try {
      out.println(c);
      subjects.notes().forEach(note -> out.println("note: " + note));
      CaseContext shared = new CaseContext(c, input);
      Set<Convention> seen = new HashSet<>();
      for (Subject subject : open) {
        out.println();
        Optional<String> missing = subject.supported().beyond(input);
        CaseVerdict verdict;
        if (missing.isPresent()) {
          out.println(subject.name() + " is not asked: " + missing.get());
          verdict = CaseVerdict.notJudged(missing.get());
        } else {
          SubjectUnderConvention audited = hold(subject, input.layer());
          Convention held = audited.conventions().get(input.layer());
          CheckContext context = audited.with(repetition.repetition()).on(shared);
          show(out, input, audited, context, seen.add(held));
          verdict = judge(out, context, wanted);
        }
        out.println(verdict.text());
        verdicts.add(verdict);
      }
    } finally {
      open.forEach(Subject::close);
    }
    out.flush();
    return CaseVerdict.exitCode(verdicts);
  }

  // As an audit of the layer does it.
  private SubjectUnderConvention hold(Subject subject, Layer layer) {
    Set<Layer> layers = Layers.byDefault();
    layers.add(layer);
    return convention.hold(List.of(subject), layers).get(0);
  }

  // Data and answer are shown once for each convention that a subject reads the case under.
  private void show(
      PrintWriter out,
      Step input,
      SubjectUnderConvention audited,
      CheckContext context,
      boolean isFirst) {
    Subject subject = audited.subject();
    if (!context.isDefined()) {
      out.println(subject.name() + ": " + Reading.UNDEFINED);
      return;
    }
    CaseView view = new CaseView(out, input);
    if (isFirst) {
      Convention held = audited.conventions().get(input.layer());
      view.data(held);
      view.truth(
          context.truth(), new DefinitionDigits(input, held, runs, CaseLine.parse(line).seed()));
      out.println();
    }
    out.println(subject.name() + "  (" + subject.supported().ranOn() + ")");
    audited.texts().forEach(text -> out.println("  " + text));
    if (context.base() instanceof Answer.Given given) {
      view.terms(context.bounds(), context.model());
      view.values(given.output(), context.truth(), context.bounds());
    } else {
      view.noValues(context.base());
    }
  }

  // The checks that are wanted, or else the comparison of every value.
  private static CaseVerdict judge(PrintWriter out, CheckContext context, List<Check> wanted) {
    List<Result> results = new ArrayList<>();
    for (Check check : wanted.isEmpty() ? Checks.ofValues() : wanted) {
      if (context.isAbout(check)) {
        results.add(context.examine(check));
      } else if (!wanted.isEmpty()) {
        results.add(context.skipped(check, "the check is not about this case"));
      }
    }
    if (!wanted.isEmpty()) {
      results.forEach(result -> out.println(CaseVerdict.line(result)));
    }
    return new CaseVerdict(results, "there is no value to compare");
  }
}
