package org.normaudit.verification.check;

import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.truth.Truth;

/**
 * The subject's gradients against its own double backward: Σ ddx·dx + ddγ·dγ is asked for at x + hv
 * and at x − hv, and what it changes by is compared with Σ grad_x·δ, δ being what x was really
 * moved by (dβ does not depend on x).
 *
 * <p>Allowed: the bounds of dx and dγ on both sides weighted with |ddx| and |ddγ|, Σ|δ|·(bound of
 * grad_x), and the remainder of the expansion, |Δ − Σ grad_x·δ| of the exact layer.
 *
 * <p>As for {@link FiniteDifferences}, r and d must be held by their bounds, or inference hold
 * them.
 */
final class SecondDifferences implements Check {
  @Override
  public String name() {
    return "second-differences";
  }

  @Override
  public String asserts() {
    return "the double backward is the slope of the subject's own gradients";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.DX, Quantity.DGAMMA, Quantity.GRAD_X);
  }

  @Override
  public boolean concerns(Exam exam) {
    return FiniteDifferences.isHeld(exam) && exam.truth().quantities().contains(Quantity.GRAD_X);
  }

  @Override
  public Result examine(Exam exam) {
    if (!(exam.base() instanceof Answer.Given base)) {
      return exam.failed(this, exam.base());
    }
    LayerInput in = exam.input();
    LayerInput up = in.withX(FiniteDifferences.moved(exam, 1));
    LayerInput down = in.withX(FiniteDifferences.moved(exam, -1));
    Answer above = exam.ask(up);
    if (!(above instanceof Answer.Given high)) {
      return exam.failed(this, above);
    }
    Answer below = exam.ask(down);
    if (!(below instanceof Answer.Given low)) {
      return exam.failed(this, below);
    }
    Worst worst = new Worst();
    Side first = Side.of(exam, up, high.output());
    Side second = Side.of(exam, down, low.output());
    for (int c = 0; c < in.shape().channels(); c++) {
      compare(exam, c, base.output().get(Quantity.GRAD_X), first, second, worst);
    }
    return exam.judged(
        this, worst, Verdict.WRONG, "the gradients change by other than the double backward says");
  }

  /** The subject's gradients at one of the two moved steps, and the exact ones. */
  private record Side(double[] x, LayerOutput output, Truth truth, Bounds bounds) {
    static Side of(Exam exam, LayerInput step, LayerOutput output) {
      return new Side(step.x(), output, Truth.extended(step, exam.convention()), exam.bounds(step));
    }

    DD exact(Quantity quantity, int i) {
      return DD.of(truth.nearest(quantity)[i]).add(truth.rest(quantity, i));
    }

    double allowed(Quantity quantity, int i) {
      return bounds.get(quantity)[i] + truth.radius(quantity, i);
    }
  }

  private static void compare(Exam exam, int c, double[] gradX, Side up, Side down, Worst worst) {
    LayerInput in = exam.input();
    Shape s = in.shape();
    SecondOrder second = in.second().orElseThrow();
    Truth truth = exam.truth();
    DD observed = DD.ZERO;
    DD remainder = DD.ZERO;
    double allowed = 0;
    for (int k = 0; k < s.count(); k++) {
      int i = s.index(k / s.inner(), c, k % s.inner());
      double delta = up.x[i] - down.x[i];
      DD slope = DD.of(truth.nearest(Quantity.GRAD_X)[i]).add(truth.rest(Quantity.GRAD_X, i));
      observed = observed.subtract(DD.ofProduct(gradX[i], delta));
      remainder = remainder.subtract(slope.multiply(delta));
      allowed +=
          Math.abs(delta)
              * (exam.bounds().get(Quantity.GRAD_X)[i] + 2 * truth.radius(Quantity.GRAD_X, i));
      double weight = second.ddx()[i];
      observed = observed.add(moved(up, down, Quantity.DX, i, weight));
      remainder =
          remainder.add(
              up.exact(Quantity.DX, i).subtract(down.exact(Quantity.DX, i)).multiply(weight));
      allowed += Math.abs(weight) * (up.allowed(Quantity.DX, i) + down.allowed(Quantity.DX, i));
    }
    double weight = second.ddgamma()[c];
    observed = observed.add(moved(up, down, Quantity.DGAMMA, c, weight));
    remainder =
        remainder.add(
            up.exact(Quantity.DGAMMA, c).subtract(down.exact(Quantity.DGAMMA, c)).multiply(weight));
    for (Side side : List.of(up, down)) {
      allowed += Math.abs(weight) * side.allowed(Quantity.DGAMMA, c);
    }
    double allow = allowed + Math.abs(remainder.doubleValue());
    if (Double.isNaN(allow)) {
      // The exact layer has no value here.
      return;
    }
    worst.add(
        Quantity.GRAD_X, s.index(0, c, 0), Math.abs(observed.doubleValue()), allow, Double.NaN);
  }

  private static DD moved(Side up, Side down, Quantity quantity, int i, double weight) {
    return DD.ofProduct(weight, up.output.get(quantity)[i])
        .subtract(DD.ofProduct(weight, down.output.get(quantity)[i]));
  }
}
