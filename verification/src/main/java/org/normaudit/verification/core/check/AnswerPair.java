package org.normaudit.verification.core.check;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;

/** The answers to a case's step and to the partner of a relation, and the allowances of both. */
final class AnswerPair {
  private final CheckContext context;
  private final Relation relation;
  private final Step partner;
  private final StepOutput first;
  private final StepOutput second;

  /**
   * @param first the answer to the case's own step
   * @param second the answer to {@code partner}
   */
  AnswerPair(
      CheckContext context, Relation relation, Step partner, StepOutput first, StepOutput second) {
    this.context = context;
    this.relation = relation;
    this.partner = partner;
    this.first = first;
    this.second = second;
  }

  /** Adds the errors of everything that a claim is about and that both answers have. */
  void compare(Claim claim, MaxError worst) {
    for (Role quantity : claim.quantities()) {
      if (first.has(quantity) && second.has(quantity)) {
        switch (claim.comparison()) {
          case BITS, EXACT -> exact(claim, quantity, worst);
          case BOUNDED -> bounded(claim, quantity, worst);
        }
      }
    }
  }

  private void exact(Claim claim, Role quantity, MaxError worst) {
    double[] a = first.get(quantity);
    double[] b = second.get(quantity);
    Dtype dtype = context.input().dtype();
    compare(
        claim,
        quantity,
        worst,
        (i, j) ->
            Double.isFinite(a[i]) && Double.isFinite(b[j])
                ? scalingAllowance(dtype, a[i], claim.factor())
                : nonNumericAllowance(quantity, i));
  }

  private double nonNumericAllowance(Role quantity, int i) {
    return quantity.equals(Roles.DX) && context.hasNoDerivative(i) ? Double.POSITIVE_INFINITY : 0;
  }

  private void bounded(Claim claim, Role quantity, MaxError worst) {
    if (!context.bounds().has(quantity) || !partnerBounds().has(quantity)) {
      return;
    }
    double[] allowA = context.bounds().get(quantity);
    double[] allowB = partnerBounds().get(quantity);
    double factor = Math.abs(claim.factor());
    compare(claim, quantity, worst, (i, j) -> allowA[i] + factor * allowB[j]);
  }

  /** What value i of the first answer and value j of the second may differ by. */
  private interface Allowance {
    double of(int i, int j);
  }

  private void compare(Claim claim, Role quantity, MaxError worst, Allowance allowance) {
    double[] a = first.get(quantity);
    double[] b = second.get(quantity);
    Step step = context.input();
    Shape shape = step.shape();
    for (int i = 0; i < a.length; i++) {
      if (claim.scope().contains(step, quantity, i)) {
        int j = quantity.isElementwise() ? claim.place().of(shape, i) : i;
        if (Double.isNaN(a[i]) && Double.isNaN(b[j])) {
          // Runs that agree on NaN agree; whether NaN is right is for other checks to say.
          worst.add(quantity, i, 0, allowance.of(i, j), 0);
        } else {
          worst.add(quantity, i, b[j] * claim.factor(), a[i], allowance.of(i, j), step.dtype());
        }
      }
    }
  }

  private Bounds partnerBounds() {
    return context.partnerBounds(relation, partner);
  }

  // Scaling is exact unless one side is subnormal: there it may have been rounded, up to the
  // smallest normal number at most.
  private static double scalingAllowance(Dtype dtype, double value, double factor) {
    boolean subnormal =
        Math.abs(value) <= dtype.minNormal()
            || Math.abs(value) <= dtype.minNormal() * Math.abs(factor);
    return Math.abs(factor) == 1 || !subnormal
        ? 0
        : dtype.minSubnormal() * Math.max(1, Math.abs(factor));
  }
}
