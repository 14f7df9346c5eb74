package org.normaudit.verification.check;

import java.util.Set;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.truth.Truth;

/**
 * The subject against itself: ℓ = Σ dy·y is asked for at x + hv and at x − hv, and what it changes
 * by is compared with Σ dx·δ, where δ is what x was really moved by. No formula of the gradient
 * takes part, but for the remainder of the expansion, which is that of the exact layer.
 *
 * <p>Allowed: Σ|dy|·(both bounds of y) + Σ|δ|·(bound of dx) + |Δℓ − Σ dx·δ| of the exact layer.
 *
 * <p>Renormalization is concerned where r and d are held by their bounds, r_max = 1 and d_max = 0,
 * and at inference: elsewhere its gradient is not the slope of its output, by design.
 */
final class FiniteDifferences implements Check {
  private static final int LARGEST = 1024;

  @Override
  public String name() {
    return "finite-differences";
  }

  @Override
  public String asserts() {
    return "the gradient of x is the slope of the subject's own output";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.Y, Quantity.DX);
  }

  @Override
  public boolean concerns(Exam exam) {
    return isHeld(exam);
  }

  /** Whether r and d do not move with x, and the case is not too large to be asked for thrice. */
  static boolean isHeld(Exam exam) {
    LayerInput in = exam.input();
    boolean held =
        in.layer() != LayerKind.BATCH_RENORM
            || in.mode() == Mode.INFERENCE
            || in.clip().equals(Clip.NONE);
    return held && in.shape().count() > 0 && in.shape().size() <= LARGEST;
  }

  @Override
  public Result examine(Exam exam) {
    if (!(exam.base() instanceof Answer.Given base)) {
      return exam.failed(this, exam.base());
    }
    LayerInput in = exam.input();
    double[] up = moved(exam, 1);
    double[] down = moved(exam, -1);
    Answer above = exam.ask(in.withX(up));
    if (!(above instanceof Answer.Given high)) {
      return exam.failed(this, above);
    }
    Answer below = exam.ask(in.withX(down));
    if (!(below instanceof Answer.Given low)) {
      return exam.failed(this, below);
    }
    Worst worst = new Worst();
    Side first = Side.of(exam, in.withX(up), high.output());
    Side second = Side.of(exam, in.withX(down), low.output());
    for (int c = 0; c < in.statistics().channels(); c++) {
      compare(exam, c, base.output().get(Quantity.DX), first, second, worst);
    }
    return exam.judged(
        this, worst, Verdict.WRONG, "the output changes by other than the gradient says");
  }

  /** One of the two moved steps: the subject's output, and the exact one with its bounds. */
  private record Side(double[] x, double[] y, Truth truth, Bounds bounds) {
    static Side of(Exam exam, LayerInput step, LayerOutput output) {
      return new Side(
          step.x(),
          output.get(Quantity.Y),
          Truth.forward(step, exam.convention()),
          exam.forwardBounds(step));
    }

    DD exact(int i) {
      return DD.of(truth.nearest(Quantity.Y)[i]).add(truth.rest(Quantity.Y, i));
    }

    double allowed(int i) {
      return bounds.get(Quantity.Y)[i] + truth.radius(Quantity.Y, i);
    }
  }

  private static void compare(Exam exam, int c, double[] dx, Side up, Side down, Worst worst) {
    LayerInput in = exam.input();
    Shape s = in.statistics();
    Truth truth = exam.truth();
    DD observed = DD.ZERO;
    DD remainder = DD.ZERO;
    double allowed = 0;
    for (int k = 0; k < s.count(); k++) {
      int i = s.index(k / s.inner(), c, k % s.inner());
      double delta = up.x[i] - down.x[i];
      double dy = in.dy()[i];
      observed = observed.add(DD.ofProduct(dy, up.y[i])).subtract(DD.ofProduct(dy, down.y[i]));
      observed = observed.subtract(DD.ofProduct(dx[i], delta));
      remainder = remainder.add(up.exact(i).subtract(down.exact(i)).multiply(dy));
      DD slope = DD.of(truth.nearest(Quantity.DX)[i]).add(truth.rest(Quantity.DX, i));
      remainder = remainder.subtract(slope.multiply(delta));
      allowed += Math.abs(dy) * (up.allowed(i) + down.allowed(i));
      allowed +=
          Math.abs(delta) * (exam.bounds().get(Quantity.DX)[i] + 2 * truth.radius(Quantity.DX, i));
    }
    double error = observed.doubleValue();
    double allow = allowed + Math.abs(remainder.doubleValue());
    if (Double.isNaN(allow)) {
      // The exact layer has no value here.
      return;
    }
    worst.add(Quantity.DX, s.index(0, c, 0), Math.abs(error), allow, Double.NaN);
  }

  /**
   * x moved by ±h in random directions. At h = σ·∛u the error of the difference quotient, u/h, and
   * its remainder, h², are equally large.
   */
  static double[] moved(Exam exam, int side) {
    LayerInput in = exam.input();
    Shape s = in.statistics();
    long seed = exam.theCase().seed();
    RandomGenerator random = new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), 2});
    Dtype dtype = in.dtype();
    double[] moved = in.x().clone();
    for (int i = 0; i < moved.length; i++) {
      int c = i / s.inner() % s.channels();
      double h = exam.bounds().terms(c).sigma() * Math.cbrt(dtype.unitRoundoff());
      moved[i] = dtype.round(moved[i] + (random.nextBoolean() ? side : -side) * h);
    }
    return moved;
  }
}
