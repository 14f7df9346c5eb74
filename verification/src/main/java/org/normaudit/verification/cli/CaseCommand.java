package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.concurrent.Callable;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.audit.Audited;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.bound.ChannelTerms;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseLine;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.truth.Truth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One case with every number shown. */
@Command(name = "case", description = "Shows one case: data, truth, values, errors, bounds.")
final class CaseCommand implements Callable<Integer> {
  private static final int SHOWN = 64;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "The case's line, in quotes.")
  private String line;

  @Mixin private SubjectOptions subjects;

  @Mixin private ConventionOption convention;

  @Override
  public Integer call() {
    Case c = CaseLine.parse(line);
    LayerInput input = CaseSources.input(c);
    convention.requireKnown();
    PrintWriter out = spec.commandLine().getOut();
    out.println(c);
    showData(out, input);
    List<Subject> open = subjects.open();
    boolean finding = false;
    try {
      for (Subject subject : open) {
        if (!subject.capabilities().dtypes().contains(c.dtype())) {
          out.println(subject.name() + " has no " + c.dtype().label());
          continue;
        }
        if (!subject.capabilities().layers().contains(c.layer())) {
          out.println(subject.name() + " has no " + c.layer().label());
          continue;
        }
        finding |= show(out, convention.hold(subject), input);
      }
    } finally {
      open.forEach(Subject::close);
    }
    out.flush();
    return finding ? Normaudit.FINDING : 0;
  }

  // The answer is held as a sum of two binary64 numbers, which has more than 30 digits.
  private static String digits(Truth truth, Quantity quantity, int i) {
    double nearest = truth.nearest(quantity)[i];
    if (!Double.isFinite(nearest)) {
      return Double.toString(nearest);
    }
    return new BigDecimal(nearest)
        .add(new BigDecimal(truth.rest(quantity, i)))
        .round(new MathContext(20))
        .toString();
  }

  private static void showData(PrintWriter out, LayerInput input) {
    Shape shape = input.shape();
    out.printf("  %-6s %24s %24s%n", "", "x", "dy");
    for (int i = 0; i < Math.min(SHOWN, shape.size()); i++) {
      out.printf("    [%d] %24.17g %24.17g%n", i, input.x()[i], input.dy()[i]);
    }
    for (int c = 0; c < Math.min(SHOWN, shape.channels()); c++) {
      out.printf(
          "  channel %d: gamma %.9g, beta %.9g, running mean %.9g, running spread %.9g%n",
          c, input.gamma()[c], input.beta()[c], input.state().mean()[c], input.state().spread()[c]);
    }
  }

  private static boolean show(PrintWriter out, Audited audited, LayerInput input) {
    Subject subject = audited.subject();
    Convention convention = audited.conventions().get(input.layer());
    out.println();
    out.println(subject.name() + "  (" + subject.capabilities().ranOn() + ")");
    audited.texts().forEach(text -> out.println("  " + text));
    if (!convention.defines(input)) {
      out.println("  " + Convention.UNDEFINED);
      return false;
    }
    Answer answer = subject.ask(input);
    if (!(answer instanceof Answer.Given given)) {
      out.println("  " + answer);
      return true;
    }
    Truth truth = Truth.of(input, convention);
    Bounds bounds = Bounds.of(input, convention, subject.model(input.dtype()));
    for (int c = 0; c < input.shape().channels(); c++) {
      ChannelTerms t = bounds.terms(c);
      out.printf(
          "  channel %d: kappa %.4g, mean %.17g, variance %.17g, sigma %.17g%n",
          c, t.kappa(), t.mean(), t.variance(), t.sigma());
      out.printf(
          "    bound terms: delta mean %.3g, delta variance %.3g, relative sigma %.3g, 1/sigma"
              + " %.3g%n",
          t.deltaMean(), t.deltaVariance(), t.relativeSigma(), t.relativeInverse());
    }
    boolean beyond = false;
    for (Quantity quantity : truth.quantities()) {
      if (!given.output().has(quantity)) {
        continue;
      }
      double[] values = given.output().get(quantity);
      out.printf(
          "  %-16s %16s %24s %12s %12s%n",
          quantity.label(), "exact", "value", "error ulp", "of bound");
      for (int i = 0; i < values.length; i++) {
        double exact = truth.nearest(quantity)[i];
        double error = truth.error(quantity, i, values[i]);
        double ratio = error == 0 ? 0 : error / bounds.get(quantity)[i];
        beyond |= !(ratio <= 1);
        if (i < SHOWN) {
          out.printf(
              "    [%d] %28s %24.17g %12.3g %12.3g%n",
              i, digits(truth, quantity, i), values[i], error / input.dtype().ulp(exact), ratio);
        }
      }
    }
    return beyond;
  }
}
