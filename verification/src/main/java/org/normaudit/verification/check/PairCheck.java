package org.normaudit.verification.check;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;

/**
 * A metamorphic check: the case's step and a partner derived from it, and a relation between the
 * answers that holds whatever the answers are. Where the relation is exact in every order of
 * summation, nothing is allowed; where it is not, each side may err as far as its own bound.
 */
abstract class PairCheck extends NamedCheck {
  PairCheck(String name, String asserts) {
    super(name, asserts);
  }

  /**
   * The other step; empty where the case has none, or where the subject's capabilities forbid it.
   * Its data follow from the case, the convention and the error model alone.
   */
  abstract Optional<LayerInput> partner(CheckContext context);

  /** Compares everything that the relation speaks of. */
  abstract void compare(Pair pair, MaxError worst);

  /** The verdict where the relation does not hold. */
  Verdict excess() {
    return Verdict.WRONG;
  }

  @Override
  public boolean concerns(CheckContext context) {
    return context.input().shape().count() > 0 && partner(context).isPresent();
  }

  @Override
  public Result examine(CheckContext context) {
    if (!(context.base() instanceof Answer.Given first)) {
      return context.failed(this, context.base());
    }
    LayerInput other = partner(context).orElseThrow();
    Answer answer = context.ask(other);
    if (!(answer instanceof Answer.Given second)) {
      return context.failed(this, answer);
    }
    MaxError worst = new MaxError();
    compare(new Pair(this, context, other, first.output(), second.output()), worst);
    return context.judged(this, worst, excess(), asserts() + ": it does not");
  }

  /** Both answers, and the allowances of both sides. */
  static final class Pair {
    private final PairCheck check;
    final CheckContext context;
    final LayerInput other;
    final LayerOutput first;
    final LayerOutput second;

    private Pair(
        PairCheck check,
        CheckContext context,
        LayerInput other,
        LayerOutput first,
        LayerOutput second) {
      this.check = check;
      this.context = context;
      this.other = other;
      this.first = first;
      this.second = second;
    }

    boolean has(Quantity quantity) {
      return first.has(quantity) && second.has(quantity);
    }

    Bounds otherBounds() {
      return context.partnerBounds(check, other);
    }

    /** Whether the arithmetic has no freedom of its own in divisions, roots and foldings. */
    boolean isIeee() {
      return context.model().divisionUlp() == 0.5
          && context.model().rootUlp() == 0.5
          && !context.model().folded();
    }

    /**
     * Whether a power of two passes through every operation without a rounding: as long as none of
     * them underflows. Formats with the exponents of binary32 have the room for that where the data
     * are not scaled to their end; binary16 has not.
     */
    boolean hasRoom() {
      return context.model().compute().minNormal() <= Dtype.FLOAT32.minNormal()
          && context.theCase().exponent() == 0;
    }

    /** Compares {@code second·factor} with {@code first}, bit for bit. */
    void exact(MaxError worst, Quantity quantity, double factor) {
      if (!has(quantity)) {
        return;
      }
      double[] a = first.get(quantity);
      double[] b = second.get(quantity);
      Dtype dtype = context.input().dtype();
      for (int i = 0; i < a.length; i++) {
        worst.add(quantity, i, b[i] * factor, a[i], scalingAllowance(dtype, a[i], factor), dtype);
      }
    }

    /** Compares bit for bit where {@code exactly}, else within both sides' allowances. */
    void compare(MaxError worst, boolean exactly, Quantity quantity, double factor) {
      if (exactly) {
        exact(worst, quantity, factor);
      } else {
        bounded(worst, quantity, factor);
      }
    }

    // Scaling is exact unless one side is subnormal: there it may have been rounded.
    private static double scalingAllowance(Dtype dtype, double value, double factor) {
      boolean subnormal =
          Math.abs(value) < dtype.minNormal()
              || Math.abs(value) < dtype.minNormal() * Math.abs(factor);
      return Math.abs(factor) == 1 || !subnormal
          ? 0
          : dtype.minSubnormal() * Math.max(1, Math.abs(factor));
    }

    /** Compares {@code second·factor} with {@code first} within both sides' allowances. */
    void bounded(MaxError worst, Quantity quantity, double factor) {
      bounded(worst, quantity, factor, i -> i);
    }

    /** The same, with the value at {@code i} found at {@code place(i)} of the second answer. */
    void bounded(MaxError worst, Quantity quantity, double factor, IntUnaryOperator place) {
      if (!has(quantity) || !context.bounds().has(quantity) || !otherBounds().has(quantity)) {
        return;
      }
      double[] a = first.get(quantity);
      double[] b = second.get(quantity);
      double[] allowA = context.bounds().get(quantity);
      double[] allowB = otherBounds().get(quantity);
      Dtype dtype = context.input().dtype();
      for (int i = 0; i < a.length; i++) {
        int j = quantity.isElementwise() ? place.applyAsInt(i) : i;
        double allowed = allowA[i] + Math.abs(factor) * allowB[j];
        worst.add(quantity, i, b[j] * factor, a[i], allowed, dtype);
      }
    }
  }
}
