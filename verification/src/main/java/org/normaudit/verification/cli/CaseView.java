package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ChannelTerms;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.truth.Truth;

/** Prints the numbers of one case: data, exact answer, and each subject's values beside it. */
final class CaseView {
  private static final int SHOWN = 64;
  private static final MathContext DIGITS = new MathContext(20);

  private final PrintWriter out;
  private final Step input;

  CaseView(PrintWriter out, Step input) {
    this.out = out;
    this.input = input;
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  /** x and dy, and what each channel is like. */
  void data(Convention convention) {
    Shape shape = input.shape();
    line("data, %s, %s", input.dtype().label(), shape);
    List<Role> tensors = input.layer().given().stream().filter(Role::isElementwise).toList();
    row("index", "channel", tensors, Role::label);
    for (int i = 0; i < Math.min(SHOWN, input.x().length); i++) {
      int index = i;
      row(
          "[" + i + "]",
          Integer.toString(i / shape.inner() % shape.channels()),
          tensors,
          role -> Double.toString(input.get(role)[index]));
    }
    more(input.x().length);
    Bounds bounds = Bounds.of(input, convention, ErrorModel.ieee(input.dtype()));
    line("");
    line("condition numbers");
    line(
        "  %7s %12s %12s %12s %24s %24s %24s",
        what(), "of variance", "of dbeta", "of dgamma", "mean", "variance", "sigma");
    for (int c = 0; c < sets(); c++) {
      ChannelTerms terms = bounds.terms(c);
      line(
          "  %7d %12.4g %12s %12s %24s %24s %24s",
          c,
          terms.kappa(),
          condition(c, terms, false),
          condition(c, terms, true),
          terms.mean(),
          terms.variance(),
          terms.sigma());
    }
  }

  private void row(String index, String channel, List<Role> tensors, Function<Role, String> text) {
    StringBuilder row = new StringBuilder();
    tensors.forEach(role -> row.append(String.format(Locale.ROOT, " %26s", text.apply(role))));
    line("  %8s %7s%s", index, channel, row);
  }

  // What shares statistics.
  private String what() {
    return input.layer().is(Property.OVER_BATCH) ? "channel" : "set";
  }

  private int sets() {
    boolean none = !input.layer().is(Property.OVER_BATCH) && input.x().length == 0;
    return none ? 0 : input.statistics().view().channels();
  }

  // Σ|v| / |Σv| for v = dy, or dy·x̂.
  private String condition(int c, ChannelTerms terms, boolean withX) {
    Shape shape = input.statistics().view();
    double mean = terms.mean();
    double[] products =
        IntStream.range(0, input.x().length)
            .filter(i -> i / shape.inner() % shape.channels() == c)
            .mapToDouble(
                i ->
                    input.dy()[i]
                        * (withX ? (input.x()[i] - mean - terms.meanLow()) / terms.sigma() : 1))
            .toArray();
    double sum = IntStream.range(0, products.length).mapToDouble(k -> products[k]).sum();
    double size = IntStream.range(0, products.length).mapToDouble(k -> Math.abs(products[k])).sum();
    return size == 0 ? "-" : String.format(Locale.ROOT, "%.4g", size / Math.abs(sum));
  }

  /** The exact answer to 20 digits, and how many of them the format lets the definition keep. */
  void truth(Truth truth, DefinitionDigits digits) {
    line("");
    line("exact answer, and the digits that the definition keeps in %s", input.dtype().label());
    for (Role quantity : truth.roles()) {
      line(
          "  %-15s %8s %28s %15s %15s",
          quantity.label(), "index", "exact", "random rounding", "intervals");
      int length = truth.nearest(quantity).length;
      for (int i = 0; i < Math.min(SHOWN, length); i++) {
        line(
            "  %-15s %8s %28s %15s %15s",
            "",
            "[" + i + "]",
            exact(truth, quantity, i),
            kept(digits.random(quantity, i)),
            kept(digits.interval(quantity, i)));
      }
      more(length);
    }
  }

  private void more(int length) {
    if (length > SHOWN) {
      line("  and %d more", length - SHOWN);
    }
  }

  private static String exact(Truth truth, Role quantity, int i) {
    double high = truth.nearest(quantity)[i];
    if (!Double.isFinite(high)) {
      return Double.isNaN(high) ? "undefined" : Double.toString(high);
    }
    BigDecimal value = new BigDecimal(high).add(new BigDecimal(truth.values(quantity).rest(i)));
    return value.round(DIGITS).toString();
  }

  private static String kept(Optional<Double> digits) {
    return digits
        .map(value -> Double.isInfinite(value) ? "all" : String.format(Locale.ROOT, "%.1f", value))
        .orElse("-");
  }

  /** The terms that a subject's bounds are made of. */
  void terms(Bounds bounds, ErrorModel model) {
    line(
        "  bound: unit roundoff %.3g, sums of depth %d, %s variance%s",
        model.compute().unitRoundoff(),
        model.depth(input.statistics().view().count()),
        model.variance().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        model.folded() ? ", folded or not" : "");
    line(
        "  %7s %14s %14s %20s %20s",
        what(), "mean off by", "variance by", "sigma by (relative)", "1/sigma (relative)");
    for (int c = 0; c < sets(); c++) {
      ChannelTerms terms = bounds.terms(c);
      line(
          "  %7d %14.4g %14.4g %20.4g %20.4g",
          c,
          terms.deltaMean(),
          terms.deltaVariance(),
          terms.relativeSigma(),
          terms.relativeInverse());
    }
  }

  /** What came in place of values. */
  void noValues(Answer answer) {
    String text;
    if (answer instanceof Answer.Rejected rejected) {
      text = "it refuses the input: " + rejected.reason();
    } else if (answer instanceof Answer.Unsupported unsupported) {
      text = "it does not have what is asked for: " + unsupported.reason();
    } else if (answer instanceof Answer.Crashed crashed) {
      text = "it crashed: " + crashed.detail();
    } else {
      long millis = ((Answer.TimedOut) answer).limit().toMillis();
      text = String.format(Locale.ROOT, "no answer within %.1f s", millis / 1e3);
    }
    line("  %s", text);
  }

  /** A subject's values, with error and bound. */
  void values(StepOutput output, Truth truth, Bounds bounds) {
    line(
        "  %-15s %8s %26s %12s %12s %12s",
        "quantity", "index", "value", "error ulp", "bound ulp", "of bound");
    for (Role quantity : truth.roles()) {
      if (!output.has(quantity) || !bounds.has(quantity)) {
        continue;
      }
      double[] values = output.get(quantity);
      for (int i = 0; i < values.length; i++) {
        double exact = truth.nearest(quantity)[i];
        if (Double.isNaN(exact)) {
          continue;
        }
        double allowed = bounds.get(quantity)[i] + truth.values(quantity).radius(i);
        double miss = truth.values(quantity).miss(i, values[i], allowed, input.dtype());
        double share = miss == 0 ? 0 : miss / allowed;
        boolean over = allowed < Double.POSITIVE_INFINITY && !(share <= 1);
        if (i < SHOWN || over) {
          double ulp = input.dtype().ulp(exact);
          line(
              "  %-15s %8s %26s %12.4g %12.4g %12.4g%s",
              quantity.label(),
              "[" + i + "]",
              Double.toString(values[i]),
              miss / ulp,
              allowed / ulp,
              share,
              over ? "  beyond" : "");
        }
      }
      more(values.length);
    }
  }
}
