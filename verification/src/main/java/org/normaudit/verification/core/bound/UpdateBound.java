package org.normaudit.verification.core.bound;

import org.normaudit.reference.UpdateRule;

/**
 * How far a running statistic may lie from the exact one after a step.
 *
 * @param updates how many batches it holds
 */
record UpdateBound(Rounding r, UpdateRule rule, long updates) {

  /**
   * The update in either of its forms, with α the share of the batch's statistic b, itself off by
   * Δb: old + α(b − old), or (1−α)·old + α·b with 1 − α computed. To α·Δb come the error of α on |b
   * − old|, two roundings of the products on α|b| + |old|, and that of the sum.
   */
  Uncertain updated(Uncertain old, Uncertain batch, double batchError) {
    if (rule.sense() == UpdateRule.Sense.FROZEN) {
      return old;
    }
    double alpha = rule.rateAt(updates);
    double alphaError = r.u() * Math.max(alpha, 1 - alpha) + rateError(alpha);
    double kept = Math.abs(old.value());
    double updated = old.value() + alpha * (batch.value() - old.value());
    double error =
        (alpha + alphaError) * batchError
            + alphaError * Math.abs(batch.value() - old.value())
            + r.gamma(2) * (alpha * (Math.abs(batch.value()) + batchError) + kept)
            + 3 * r.eta();
    error += r.u() * (Math.abs(updated) + error);
    Uncertain result = Uncertain.off(updated, error);
    return batch.reach() <= r.overflow() / 2 ? result : result.unknown();
  }

  // 1/k is a division. (1−m)/(1−mᵏ) has 1 − m to u, mᵏ to (k+1)u as a power or as a product, and
  // 1 − mᵏ = (1−m)/α in the denominator; the division, or the state that is kept undivided, comes
  // on top.
  private double rateError(double alpha) {
    return switch (rule.sense()) {
      case CUMULATIVE -> r.division() * alpha;
      case DEBIASED -> {
        double k = updates + 1.0;
        double weight = (1 - rule.momentum()) / alpha;
        yield rule.momentum() == 1
            ? (r.gamma(k) + r.division()) * alpha
            : (r.u() + r.gamma(k + 2) * alpha) / weight + r.division() * alpha;
      }
      default -> 0;
    };
  }
}
