package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.Truth;
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
      "random rounding, and by intervals."
    },
    footer = {
      "",
      "Example:",
      "  normaudit case 'batchnorm training f32 8x4x9 kappa=100' --subject jtp"
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

  @Mixin private SubjectOptions subjects;

  @Mixin private ConventionOption convention;

  @Override
  public Integer call() {
    if (!(runs >= 2 && runs <= 10_000)) {
      throw new IllegalArgumentException("--runs must lie in [2, 10000]: " + runs);
    }
    Case c = CaseLine.parse(line);
    Step input = CaseSources.input(c);
    convention.requireKnown();
    PrintWriter out = spec.commandLine().getOut();
    List<Subject> open = subjects.open();
    boolean finding = false;
    try {
      out.println(c);
      Map<Convention, Truth> truths = new HashMap<>();
      for (Subject subject : open) {
        out.println();
        finding |= show(out, subject, c, input, truths);
      }
      subjects.notes().forEach(note -> out.println("note: " + note));
    } finally {
      open.forEach(Subject::close);
    }
    out.flush();
    return finding ? Normaudit.FINDING : 0;
  }

  private static Set<Layer> shown(Layer layer) {
    Set<Layer> shown = Layers.byDefault();
    shown.add(layer);
    return shown;
  }

  // Data and answer are shown once for each convention that a subject reads the case under.
  private boolean show(
      PrintWriter out, Subject subject, Case c, Step input, Map<Convention, Truth> truths) {
    Optional<String> missing = subject.supported().beyond(input);
    if (missing.isPresent()) {
      out.println(subject.name() + " is not asked: " + missing.get());
      return false;
    }
    CaseView view = new CaseView(out, input);
    SubjectUnderConvention audited = convention.hold(List.of(subject), shown(input.layer())).get(0);
    Convention held = audited.conventions().get(input.layer());
    if (!Reading.defines(held, input)) {
      out.println(subject.name() + ": " + Reading.UNDEFINED);
      return false;
    }
    Truth truth = truths.get(held);
    if (truth == null) {
      truth = Truth.of(input, held);
      truths.put(held, truth);
      view.data(held);
      view.truth(truth, new DefinitionDigits(input, held, runs, c.seed()));
      out.println();
    }
    out.println(subject.name() + "  (" + subject.supported().ranOn() + ")");
    audited.texts().forEach(text -> out.println("  " + text));
    Answer answer = subject.ask(input);
    if (!(answer instanceof Answer.Given given)) {
      out.println("  " + answer);
      return true;
    }
    ErrorModel model = subject.model(input.dtype());
    Bounds bounds = Bounds.of(input, held, model);
    view.terms(bounds, model);
    return view.values(given.output(), truth, bounds);
  }
}
