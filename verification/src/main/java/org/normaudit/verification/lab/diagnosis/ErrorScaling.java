package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.lab.bugs.MutantLayer;

/**
 * How the error of an output grows with one parameter of a case: the exponent p of the power law
 * error ~ parameter^p, fitted by least squares to the logarithms, with its standard error.
 */
final class ErrorScaling {
  private static final int STEPS = 5;

  private final DiagnosticSession session;
  private final Case theCase;
  private final Step input;
  private final Role quantity;

  ErrorScaling(DiagnosticSession session, Case theCase, Step input, Role quantity) {
    this.session = session;
    this.theCase = theCase;
    this.input = input;
    this.quantity = quantity;
  }

  /** A parameter and the values that it is given. */
  private interface Variation {
    Step of(int step);
  }

  /** What is seen, in one sentence; empty where too few errors leave their bounds. */
  Optional<String> sentence() {
    List<String> powers = new ArrayList<>();
    // κ by powers of 4 from 64 on: around 1 the mean is no larger than the values' own spread.
    if (theCase.data() instanceof Data.Generated) {
      power("kappa", 4, step -> with("kappa=" + (int) Math.pow(4, step + 3)))
          .ifPresent(powers::add);
    }
    power("epsilon", 4, step -> input.withEpsilon(input.epsilon() * Math.pow(4, step)))
        .ifPresent(powers::add);
    power("m", 2, step -> replicated(1 << step)).ifPresent(powers::add);
    if (input.affine()) {
      power("gamma", 2, step -> input.withAffine(scaled(input.gamma(), 1 << step), input.beta()))
          .ifPresent(powers::add);
    }
    return powers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the error of %s goes with %s, around '%s'",
                quantity.label(),
                String.join(", ", powers),
                theCase));
  }

  private Step with(String setting) {
    return CaseInput.of(CaseLine.parse(theCase + " " + setting));
  }

  // Every value of the batch as often: mean and variance stay as they are.
  private Step replicated(int times) {
    Shape shape = input.shape();
    Shape longer = new Shape(shape.outer() * times, shape.channels(), shape.inner());
    return input.withTensors(longer, values -> repeated(values, times));
  }

  private static double[] repeated(double[] values, int times) {
    double[] all = new double[values.length * times];
    for (int t = 0; t < times; t++) {
      System.arraycopy(values, 0, all, t * values.length, values.length);
    }
    return all;
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  private Optional<String> power(String name, double base, Variation variation) {
    SimpleRegression fit = new SimpleRegression();
    for (int step = 0; step < STEPS; step++) {
      double error = error(variation.of(step));
      if (error > 0) {
        fit.addData(step * Math.log(base), Math.log(error));
      }
    }
    // A line through two points fits always.
    if (fit.getN() < 3) {
      return Optional.empty();
    }
    // Rounded first, so that no power is written as -0.00.
    double power = Math.rint(100 * fit.getSlope()) / 100 + 0.0;
    return Optional.of(
        String.format(Locale.ROOT, "%s^%.2f (+-%.2f)", name, power, fit.getSlopeStdErr()));
  }

  /** The largest error; 0 where it lies within the bounds, or where there is none. */
  private double error(Step step) {
    Answer answer = session.more(step);
    MutantLayer honest = Mutant.HONEST.layer(session.layer, session.convention(), Dtype.FLOAT64);
    if (!(answer instanceof Answer.Given given) || !given.output().has(quantity)) {
      return 0;
    }
    double[] observed = given.output().get(quantity);
    double[] right = honest.run(step.withDtype(Dtype.FLOAT64)).get(quantity);
    OutputMatch match =
        new OutputMatch(
            0,
            0,
            step,
            quantity,
            observed,
            right,
            session.convention(),
            session.subject().model(session.dtype));
    boolean[] agrees = match.agrees(right, Mutant.HONEST);
    double worst = 0;
    for (int i = 0; i < observed.length; i++) {
      double error = Math.abs(observed[i] - right[i]);
      worst = !agrees[i] && Double.isFinite(error) ? Math.max(worst, error) : worst;
    }
    return worst;
  }
}
