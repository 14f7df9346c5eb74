package org.normaudit.verification.core.check;

import java.util.Map;
import java.util.Set;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;

/**
 * The subject's gradients against those of an independent method. Each side may err as far as its
 * own bound: the method's is that of the analytic gradient at another unit roundoff.
 */
final class IndependentGradientCheck extends AnswerCheck {
  private static final int MOST_CHANNELS = 16;

  private final Role needed;
  private final BlockGradient gradient;
  private final int longest;
  private final double roundoff;

  /**
   * @param needed the quantity without which there is nothing to compare
   * @param longest the longest block that is worth the time
   * @param roundoff the unit roundoff at which the analytic gradient's bound holds for this one
   */
  IndependentGradientCheck(
      String name,
      String asserts,
      Role needed,
      BlockGradient gradient,
      int longest,
      double roundoff) {
    super(name, asserts);
    this.needed = needed;
    this.gradient = gradient;
    this.longest = longest;
    this.roundoff = roundoff;
  }

  @Override
  public Set<Role> needs() {
    return Set.of(needed);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return isShort(context, longest) && (needed.equals(Roles.DX) || context.truth().has(needed));
  }

  /** Whether the case has values, few channels, and blocks of at most {@code longest} values. */
  static boolean isShort(CheckContext context, int longest) {
    Shape s = context.input().shape();
    return s.count() > 0
        && context.input().block(0).size() <= longest
        && s.channels() <= MOST_CHANNELS;
  }

  @Override
  void compare(CheckContext context, StepOutput output, MaxError worst) {
    Bounds own = Bounds.ofPrecision(context.input(), context.convention(), roundoff);
    for (Map.Entry<Role, double[]> entry : gradient.of(context).entrySet()) {
      Role quantity = entry.getKey();
      if (!output.has(quantity) || !context.bounds().has(quantity)) {
        continue;
      }
      double[] observed = output.get(quantity);
      for (int i = 0; i < observed.length; i++) {
        double other = entry.getValue()[i];
        // Where a root of 0 is differentiated there is no opinion.
        double allowed =
            Double.isFinite(other)
                ? context.bounds().get(quantity)[i] + own.get(quantity)[i]
                : Double.POSITIVE_INFINITY;
        worst.add(quantity, i, observed[i], other, allowed, context.input().dtype());
      }
    }
  }
}
