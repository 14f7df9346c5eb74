package org.normaudit.verification.core.bound;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;

/**
 * Where the bounds hold: as long as the sums and products on the way to a quantity stay below the
 * largest number of the compute format, in whatever order they are taken. Elsewhere nothing is
 * promised. A result that overflows by itself is not meant here: it is judged.
 *
 * @param largest half of the largest number of the format, so that roundings do not matter
 */
record OverflowDomain(double largest) {
  private static final Set<Role> UNDIVIDED =
      Set.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD, Roles.DBETA);

  static OverflowDomain of(Rounding r) {
    return new OverflowDomain(r.overflow() / 2);
  }

  /**
   * Makes all allowances infinite where the statistics of the batch may overflow: the count itself,
   * a sum of values, a sum of squared deviations, or the square of a difference of partial means.
   */
  void ofStatistics(Moments data, Normalized n, Map<Role, double[]> allowed) {
    double m = data.count();
    double range = 2 * max(n.centered());
    boolean safe =
        m <= largest
            && m * data.maxAbs() <= largest
            && m * data.variance() <= largest
            && range * range <= largest;
    if (!safe) {
      forbid(allowed, allowed.keySet());
    }
  }

  /**
   * Makes infinite the allowances of what is divided by σ, or made of what is.
   *
   * @param size the largest |x| and |μ| where the folded form multiplies with these, else 0
   */
  void ofOutput(Normalized n, double r, double d, double size, Map<Role, double[]> allowed) {
    boolean safe =
        max(n.centered()) <= largest
            && slope(n, r) <= largest
            && xhat(n, size) * Math.max(1, r) + Math.abs(d) <= largest;
    if (!safe) {
      Set<Role> divided = Roles.ordered(allowed.keySet());
      divided.removeAll(UNDIVIDED);
      forbid(allowed, divided);
    }
  }

  /** Makes infinite the allowance of a folded y, for which γr/σ is made before x and μ come. */
  void ofFolded(Normalized n, double r, double gamma, Map<Role, double[]> allowed) {
    if (!(Math.max(1, Math.abs(gamma)) * slope(n, r) <= largest)) {
      forbid(allowed, Set.of(Roles.Y));
    }
  }

  /** Makes infinite the allowances of gradients whose sums of m terms may overflow. */
  void ofSums(
      Normalized n, double r, double d, double size, Extent dy, Map<Role, double[]> allowed) {
    double sum = Math.max(1, dy.length()) * dy.largest();
    if (!(sum <= largest)) {
      forbid(allowed, Set.of(Roles.DBETA));
    }
    double xhat = xhat(n, size) * Math.max(1, r) + Math.abs(d);
    double factor = Math.max(Math.max(1, xhat), size);
    if (!(sum * factor <= largest)) {
      forbid(allowed, Set.of(Roles.DGAMMA));
    }
  }

  /** Makes infinite those of dx with fixed statistics: γ·dy, dy/σ. */
  void ofFixed(Normalized n, double gamma, Extent dy, Map<Role, double[]> allowed) {
    if (!(Math.max(1, Math.abs(gamma)) * Math.max(1, dy.largest()) * slope(n, 1) <= largest)) {
      forbid(allowed, Set.of(Roles.DX, Roles.GRAD_X, Roles.GRAD_DY));
    }
  }

  /**
   * Makes infinite those of dx in training: sums of m terms γ·dy·x̂, and what is left of them after
   * the division by m, multiplied with x̂, r and 1/σ again.
   */
  void ofPullback(
      Normalized n, double r, double gamma, double size, Extent dy, Map<Role, double[]> allowed) {
    double factor = Math.max(1, xhat(n, size));
    double product = Math.max(1, Math.abs(gamma)) * dy.largest() * factor;
    boolean safe =
        Math.max(1, Math.abs(gamma)) * slope(n, r) <= largest
            && Math.max(2, dy.length()) * product <= largest
            && dy.length() * dy.largest() * size <= largest
            && 3 * product * factor * slope(n, r) <= largest;
    if (!safe) {
      forbid(allowed, Set.of(Roles.DX));
    }
  }

  /**
   * Makes infinite the allowances of the double backward: sums of m terms v·dy·x̃, and products of
   * two of their means with x̃, r and 1/σ⁵.
   */
  void ofDoubleBackward(
      Normalized n, double r, double gamma, Extent dy, Extent v, Map<Role, double[]> allowed) {
    double x = Math.max(1, max(n.centered()));
    double products = Math.max(1, v.largest()) * Math.max(1, dy.largest()) * x;
    double scale =
        Math.max(1, Math.abs(gamma))
            * Math.max(1, r)
            * Math.pow(Math.max(1, 1 / n.divisor().sigma()), 5);
    if (!(8 * dy.length() * products <= largest) || !(8 * products * x * x * scale <= largest)) {
      forbid(allowed, Set.of(Roles.GRAD_X, Roles.GRAD_GAMMA, Roles.GRAD_DY));
    }
  }

  private static double slope(Normalized n, double r) {
    return Math.max(1, Math.max(1, r) / n.divisor().sigma());
  }

  private static double xhat(Normalized n, double size) {
    return Math.max(max(n.xhat()) + max(n.delta()), size / n.divisor().sigma());
  }

  private static double max(double[] values) {
    return Extent.of(values).largest();
  }

  private static void forbid(Map<Role, double[]> allowed, Set<Role> quantities) {
    quantities.forEach(
        quantity -> {
          double[] bounds = allowed.get(quantity);
          if (bounds != null) {
            Arrays.fill(bounds, Double.POSITIVE_INFINITY);
          }
        });
  }
}
