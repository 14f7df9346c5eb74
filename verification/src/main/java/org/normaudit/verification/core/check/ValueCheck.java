package org.normaudit.verification.core.check;

import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.truth.ExactValues;

/** Every value of one quantity lies within its allowance around the exact answer. */
final class ValueCheck implements Check {
  private final Role quantity;

  ValueCheck(Role quantity) {
    this.quantity = quantity;
  }

  @Override
  public String name() {
    return Checks.nameFor(quantity);
  }

  @Override
  public String asserts() {
    return String.format(
        Locale.ROOT,
        "every value of %s lies within its derived bound around the exact answer",
        quantity.label());
  }

  @Override
  public boolean judgesOverflow() {
    return true;
  }

  @Override
  public Set<Role> needs() {
    return Set.of(quantity);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return context.truth().has(quantity);
  }

  @Override
  public Result examine(CheckContext context) {
    if (!(context.base() instanceof Answer.Given given)) {
      return context.failed(this, context.base());
    }
    StepOutput output = given.output();
    if (!output.has(quantity)) {
      return context.skipped(this, "the subject gave no " + quantity.label());
    }
    MaxError worst = compare(output.get(quantity), context, context.bounds());
    if (!worst.exceeds()) {
      return context.judged(this, worst, Verdict.CONFORMS, "");
    }
    // Beyond the allowance, yet no further than a one-pass variance would go: the formula is right,
    // the arithmetic is not.
    ErrorModel onePass = context.model().withVariance(ErrorModel.VarianceClass.ONE_PASS);
    Bounds wide = Bounds.of(context.input(), context.convention(), onePass);
    boolean explained = !compare(output.get(quantity), context, wide).exceeds();
    return context.judged(
        this,
        worst,
        explained ? Verdict.INACCURATE : Verdict.WRONG,
        explained
            ? String.format(
                Locale.ROOT,
                "within what a one-pass variance errs by at kappa = %.3g",
                kappa(context, worst))
            : "beyond what rounding explains");
  }

  // Of the values that share statistics with the worst; the largest of all for a sum over several.
  private double kappa(CheckContext context, MaxError worst) {
    Shape sets = context.input().statistics().view();
    Bounds bounds = context.bounds();
    if (quantity.isElementwise()) {
      return bounds.terms(worst.index() / sets.inner() % sets.channels()).kappa();
    }
    return context.input().layer().is(Property.OVER_BATCH)
        ? bounds.terms(worst.index()).kappa()
        : IntStream.range(0, sets.channels())
            .mapToDouble(set -> bounds.terms(set).kappa())
            .max()
            .orElseThrow();
  }

  private MaxError compare(double[] observed, CheckContext context, Bounds bounds) {
    ExactValues exact = context.truth().values(quantity);
    double[] allowed = bounds.get(quantity);
    Dtype dtype = context.input().dtype();
    MaxError worst = new MaxError();
    for (int i = 0; i < allowed.length; i++) {
      if (Double.isNaN(exact.nearest(i))) {
        continue;
      }
      double allow = allowed[i] + exact.radius(i);
      double miss = exact.miss(i, observed[i], allow, dtype);
      double ulps = ulps(exact, i, observed[i], dtype);
      worst.add(quantity, i, miss, allow, ulps, observed[i], exact.nearest(i));
    }
    return worst;
  }

  private static double ulps(ExactValues exact, int i, double observed, Dtype dtype) {
    double nearest = exact.nearest(i);
    return Double.isFinite(observed) && Double.isFinite(nearest)
        ? exact.error(i, observed) / dtype.ulp(nearest)
        : Double.NaN;
  }
}
