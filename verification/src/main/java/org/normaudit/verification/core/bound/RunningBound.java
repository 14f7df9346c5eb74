package org.normaudit.verification.core.bound;

import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * The allowances of the running statistics of one channel after a step.
 *
 * @param c the channel
 */
record RunningBound(
    Step input,
    Convention convention,
    Rounding r,
    int c,
    Moments data,
    StatisticsBound statistics) {

  void put(Map<Role, double[]> out) {
    out.put(
        Roles.RUNNING_MEAN,
        new double[] {updated(input.state().mean()[c], data.mean(), statistics.mean())});
    out.put(Roles.RUNNING_SPREAD, new double[] {spread()});
  }

  private double spread() {
    UpdateRule.Correction correction = input.rule().correction();
    if (correction == UpdateRule.Correction.BESSEL && data.count() < 2) {
      // Bessel's correction of one value is not defined; whatever is kept is not judged.
      return Double.POSITIVE_INFINITY;
    }
    double old = input.state().spread()[c];
    double v = SpreadBound.corrected(data.variance(), data.count(), correction);
    double delta = statistics.corrected(r, data, correction);
    if (convention.get(Coordinates.KEPT) == Convention.RunningStatistic.VARIANCE) {
      return updated(old, v, delta);
    }
    SpreadBound kept =
        SpreadBound.of(r, convention.get(Coordinates.EPSILON), input.epsilon(), v, delta);
    return convention.get(Coordinates.KEPT) == Convention.RunningStatistic.DEVIATION
        ? updated(old, kept.sigma(), kept.relative() * kept.sigma())
        : updated(old, 1 / kept.sigma(), kept.inverse() / kept.sigma());
  }

  /**
   * The update in either of its forms, with α the share of the batch's statistic b, itself off by
   * Δb: old + α(b − old), or (1−α)·old + α·b with 1 − α computed. To α·Δb come the error of α on |b
   * − old|, two roundings of the products on α|b| + |old|, and that of the sum.
   */
  private double updated(double old, double batch, double batchError) {
    UpdateRule rule = input.rule();
    if (rule.sense() == UpdateRule.Sense.FROZEN) {
      return 0;
    }
    double alpha = rule.rateAt(input.updates());
    double alphaError = r.u() * Math.max(alpha, 1 - alpha) + rateError(rule, alpha);
    double updated = Math.abs(old + alpha * (batch - old));
    double error =
        (alpha + alphaError) * batchError
            + alphaError * Math.abs(batch - old)
            + r.gamma(2) * (alpha * (Math.abs(batch) + batchError) + Math.abs(old))
            + 3 * r.eta();
    return r.stored(updated, error + r.u() * (updated + error));
  }

  // 1/k is a division. (1−m)/(1−mᵏ) has 1 − m to u, mᵏ to (k+1)u as a power or as a product, and
  // 1 − mᵏ = (1−m)/α in the denominator; the division, or the state that is kept undivided, comes
  // on top.
  private double rateError(UpdateRule rule, double alpha) {
    return switch (rule.sense()) {
      case CUMULATIVE -> r.division() * alpha;
      case DEBIASED -> {
        double k = input.updates() + 1.0;
        double weight = (1 - rule.momentum()) / alpha;
        yield rule.momentum() == 1
            ? (r.gamma(k) + r.division()) * alpha
            : (r.u() + r.gamma(k + 2) * alpha) / weight + r.division() * alpha;
      }
      default -> 0;
    };
  }
}
