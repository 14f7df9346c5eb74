package org.normaudit.verification.core.check;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.truth.Truth;

/** The subject asked at x + hv and at x − hv as well: what its answer changes by is a slope. */
abstract class DirectionalDerivativeCheck extends NamedCheck {
  private static final int LARGEST = 1024;

  private final boolean backward;

  /**
   * @param backward whether it is a gradient that changes
   */
  DirectionalDerivativeCheck(String name, String asserts, boolean backward) {
    super(name, asserts);
    this.backward = backward;
  }

  /** Whether r and d do not move with x, and the case is not too large to be asked for thrice. */
  static boolean isHeld(CheckContext context) {
    Step in = context.input();
    boolean held =
        !in.layer().has(Roles.R) || in.mode() == Mode.INFERENCE || in.clip().equals(Clip.NONE);
    return held
        && in.layer().hasOneInputAndOutput()
        && in.shape().count() > 0
        && in.shape().size() <= LARGEST;
  }

  @Override
  public Result examine(CheckContext context) {
    if (!(context.base() instanceof Answer.Given base)) {
      return context.failed(this, context.base());
    }
    Step up = moved(context, 1);
    Step down = moved(context, -1);
    Answer above = context.ask(up);
    if (!(above instanceof Answer.Given high)) {
      return context.failed(this, above);
    }
    Answer below = context.ask(down);
    if (!(below instanceof Answer.Given low)) {
      return context.failed(this, below);
    }
    MaxError worst = new MaxError();
    compare(context, base.output(), side(context, up, high), side(context, down, low), worst);
    return context.judged(this, worst, Verdict.WRONG, note());
  }

  private Side side(CheckContext context, Step step, Answer.Given answer) {
    return new Side(
        step.x(), answer.output(), context.truth(step, backward), context.bounds(step, backward));
  }

  /** Compares the slope with the gradient that the subject gives at x itself. */
  abstract void compare(CheckContext context, StepOutput base, Side up, Side down, MaxError worst);

  /** What to say where they differ. */
  abstract String note();

  /** One of the two moved steps: the subject's output, and the exact one with its bounds. */
  record Side(double[] x, StepOutput output, Truth truth, Bounds bounds) {
    DD exact(Role quantity, int i) {
      return DD.of(truth.nearest(quantity)[i]).add(truth.values(quantity).rest(i));
    }

    double allowed(Role quantity, int i) {
      return bounds.get(quantity)[i] + truth.values(quantity).radius(i);
    }
  }

  /**
   * x moved by ±h in random directions. At h = σ·∛u the error of the difference quotient, u/h, and
   * its remainder, h², are equally large.
   */
  private static Step moved(CheckContext context, int side) {
    Step in = context.input();
    Shape s = in.statistics().view();
    long seed = context.theCase().seed();
    RandomGenerator random = new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), 2});
    Dtype dtype = in.dtype();
    double[] moved = in.x().clone();
    for (int i = 0; i < moved.length; i++) {
      int c = i / s.inner() % s.channels();
      double h = context.bounds().terms(c).sigma() * Math.cbrt(dtype.unitRoundoff());
      moved[i] = dtype.round(moved[i] + (random.nextBoolean() ? side : -side) * h);
    }
    return in.withX(moved);
  }
}
