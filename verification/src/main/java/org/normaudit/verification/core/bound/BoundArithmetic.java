package org.normaudit.verification.core.bound;

import org.normaudit.autodiff.Arithmetic;

/**
 * Arithmetic on {@link Uncertain} numbers: each operation passes the errors of its operands on, and
 * counts its own. The lemmas are those of bounds.md.
 *
 * <p>Running error analysis: J. H. Wilkinson, "Error analysis revisited", IMA Bulletin 22 (1986);
 * N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., SIAM, 2002, sections 3.1
 * and 3.3.
 */
final class BoundArithmetic implements Arithmetic<Uncertain> {
  /** Unit roundoff of the arithmetic in which the bounds themselves are evaluated. */
  static final double U64 = 0x1p-53;

  private static final double OWN = 32 * U64;
  // An update has three roundings, and a difference its own.
  private static final double FEW = 4 * U64;

  private final Rounding r;
  private final double limit;
  private final double divisionRoundings;
  private final double rootRoundings;
  // A sum below the normal numbers is exact, but where such results are replaced by 0.
  private final double flushed;

  BoundArithmetic(Rounding r) {
    this.r = r;
    // Half of the largest number, so that roundings do not matter.
    this.limit = r.overflow() / 2;
    // A quotient, or a product with a reciprocal that was rounded.
    this.divisionRoundings = 1 + r.division() / r.u();
    this.rootRoundings = r.root() / r.u();
    this.flushed = r.flushes() ? 1 : 0;
  }

  Rounding rounding() {
    return r;
  }

  /** The largest magnitude on the way to a number of which something is promised. */
  double limit() {
    return limit;
  }

  /** Roundings of a division, or of a product with a reciprocal. */
  double divisionRoundings() {
    return divisionRoundings;
  }

  /** How many η an addition may lose. */
  double flushed() {
    return flushed;
  }

  /** γ(n), 0 for no rounding. */
  double gamma(double roundings) {
    return roundings == 0 ? 0 : r.gamma(roundings);
  }

  /** An error with what was lost below the normal numbers. */
  double withUnderflow(double error, double lost) {
    return r.eta() == 0 || r.isLost(lost, error) ? error : error + r.eta() * lost;
  }

  /** At least the exact magnitude of a value, which is itself evaluated in binary64. */
  static double magnitude(double value, double size) {
    return Math.abs(value) + OWN * size;
  }

  /** The size of a sum that is made as it stands. */
  double whole(double value, double base, double sizes) {
    // A difference of numbers that are themselves exact but for a few roundings of binary64 may be
    // off by that much of them.
    return Math.abs(value) + base + (base == 0 ? 0 : FEW * sizes);
  }

  /** How far an honest computed number may lie from the exact one. */
  double error(Uncertain a) {
    double error = a.base() + gamma(a.roundings() + a.additions()) * a.size();
    return withUnderflow(error, a.lost());
  }

  /** How far the value itself may be from exact, as binary64 holds it. */
  double own(Uncertain a) {
    double slack = a.size() - a.base() - Math.abs(a.value());
    return (a.roundings() + a.additions() + 8) * U64 * a.size() + Math.max(0, slack);
  }

  /** A setting, which the compute format may round. */
  @Override
  public Uncertain constant(double value) {
    return Uncertain.off(value, r.setting(value));
  }

  /**
   * a + b. The terms of both are the terms of the sum, and may be added in any order. A sum of
   * numbers that carry no rounding is one rounding of itself.
   */
  @Override
  public Uncertain add(Uncertain a, Uncertain b) {
    boolean whole = a.isFresh() && b.isFresh();
    double value = a.value() + b.value();
    double sizes = a.size() + b.size();
    double made = gamma(a.roundings()) * a.size() + gamma(b.roundings()) * b.size();
    double base = a.base() + b.base() + made;
    double size = whole ? whole(value, base, sizes) : sizes + base;
    double least = (a.least() + b.least()) * (1 - r.u());
    return new Uncertain(
        value,
        base,
        size,
        size,
        a.lost() + b.lost() + flushed,
        whole ? Math.max(1, size) : a.reach() + b.reach(),
        0,
        whole ? 1 : Math.max(a.additions(), b.additions()) + 1,
        Math.max(a.chain(), b.chain()) + 1,
        Math.max(a.divisors(), b.divisors()),
        Math.max(a.inverses(), b.inverses()),
        least > 0 ? least : Double.NEGATIVE_INFINITY);
  }

  @Override
  public Uncertain subtract(Uncertain a, Uncertain b) {
    return add(a, negate(b));
  }

  /** a·b: each term of the one times each of the other, one rounding more. */
  @Override
  public Uncertain multiply(Uncertain a, Uncertain b) {
    double sizeA = magnitude(a.value(), a.size());
    double sizeB = magnitude(b.value(), b.size());
    double size = a.size() * b.size();
    double reach = a.reach() * b.reach();
    boolean positive = a.least() > 0 && b.least() > 0;
    double least = positive ? a.least() * b.least() * (1 - r.u()) - r.eta() : 0;
    return new Uncertain(
        a.value() * b.value(),
        sizeA * b.base() + (sizeB + b.base()) * a.base(),
        size,
        size,
        a.lost() * b.reach() + b.lost() * a.reach() + reach,
        reach,
        a.roundings() + b.roundings() + 1,
        a.additions() + b.additions(),
        a.chain() + b.chain() + 1,
        a.divisors() * b.divisors(),
        a.inverses() * b.inverses(),
        least > 0 ? least : Double.NEGATIVE_INFINITY);
  }

  /**
   * A divisor, whose error is its own from here on.
   *
   * @param relative its error, relative to itself
   * @param inverse the largest computed reciprocal; infinite where nothing is promised
   * @param divisors the product of it and of the divisors in it, at least
   * @param inverses the same of the reciprocals
   */
  record Divisor(
      Uncertain divisor, double relative, double inverse, double divisors, double inverses) {}

  /** Not where a divisor may be 0, nor where what it is made of may overflow. */
  Divisor divisor(Uncertain b) {
    double error = error(b);
    double size = Math.abs(b.value());
    double low = Math.max(size - error, b.least());
    double inverse = low > 0 && isSafe(b) ? 1 / low : Double.POSITIVE_INFINITY;
    return new Divisor(
        b,
        error / size,
        inverse,
        b.divisors() * Math.max(1, size + error),
        b.inverses() * Math.max(1, inverse));
  }

  // A given number, or a sum of two, does not overflow before its own size does.
  private boolean isSafe(Uncertain a) {
    boolean simple = a.roundings() + a.additions() <= 1;
    return a.reach() <= limit || simple && a.size() * (1 + 4 * r.u()) <= r.overflow();
  }

  /** a/b, or a·(1/b); exact for 1, but where subnormal results are replaced by 0. */
  @Override
  public Uncertain divide(Uncertain a, Uncertain b) {
    if (flushed == 0 && b.value() == 1 && b.base() == 0 && b.isFresh()) {
      return a;
    }
    Divisor by = divisor(b);
    double divisors = a.divisors() * by.divisors();
    double inverse = divisors <= limit ? by.inverse() : Double.POSITIVE_INFINITY;
    double grown = Math.max(1, inverse);
    double base = (a.base() + magnitude(a.value(), a.size()) * by.relative()) * inverse;
    double size = a.size() * inverse;
    double value = a.value() / b.value();
    if (inverse < Double.POSITIVE_INFINITY) {
      // Where a smaller divisor is known not to occur, base is more than is needed, and hides how
      // well the value itself is known.
      double slack = Math.max(0, a.size() - a.base() - Math.abs(a.value()));
      size = Math.max(size, Math.abs(value) + base + slack / Math.abs(b.value()));
    }
    double reach = a.reach() * grown;
    boolean positive = a.least() > 0 && b.least() > 0;
    double share = (1 - r.division()) * (1 - r.u());
    double least = positive ? a.least() / (b.value() + error(b)) * share - 2 * r.eta() : 0;
    return new Uncertain(
        value,
        inverse == Double.POSITIVE_INFINITY ? inverse : base,
        size,
        size,
        a.lost() * grown + 2 * reach,
        reach,
        a.roundings() + divisionRoundings,
        a.additions(),
        a.chain() + divisionRoundings,
        divisors,
        a.inverses() * by.inverses(),
        least > 0 ? least : Double.NEGATIVE_INFINITY);
  }

  /** A sum divided by the count, or multiplied by its rounded reciprocal; exact for one value. */
  Uncertain mean(Uncertain sum, int count) {
    if (count == 1) {
      return sum;
    }
    return new Uncertain(
        sum.value() / count,
        sum.base() / count,
        sum.size() / count,
        sum.size() / count,
        sum.lost() / count + 1,
        sum.reach(),
        sum.roundings() + divisionRoundings,
        sum.additions(),
        sum.chain() + divisionRoundings,
        sum.divisors(),
        sum.inverses(),
        Double.NEGATIVE_INFINITY);
  }

  @Override
  public Uncertain negate(Uncertain a) {
    return new Uncertain(
        -a.value(),
        a.base(),
        a.size(),
        a.expanded(),
        a.lost(),
        a.reach(),
        a.roundings(),
        a.additions(),
        a.chain(),
        a.divisors(),
        a.inverses(),
        Double.NEGATIVE_INFINITY);
  }

  /**
   * √a. The root grows with a, so the ends of [max(0, a − e), a + e] bound it without any
   * linearisation; a computed radicand is not negative.
   */
  @Override
  public Uncertain sqrt(Uncertain a) {
    double e = error(a);
    double root = Math.sqrt(a.value());
    double low = Math.sqrt(Math.max(0, a.value() - e));
    double below = a.value() == 0 ? 0 : Math.min(e, a.value()) / (root + low);
    double above = e == 0 ? 0 : e / (Math.sqrt(a.value() + e) + root);
    double base = isSafe(a) ? Math.max(below, above) : Double.POSITIVE_INFINITY;
    double size = root + base;
    return new Uncertain(
        root,
        base,
        size,
        size,
        0,
        Math.max(1, size),
        rootRoundings,
        0,
        rootRoundings,
        a.divisors(),
        a.inverses(),
        Math.sqrt(Math.max(0, a.least())) * (1 - r.root()));
  }

  /**
   * Clipping moves no two numbers apart: the error is at most that of a, and at most what of the
   * interval lies on a's way. The bounds are settings, or quotients of settings.
   */
  @Override
  public Uncertain clamp(Uncertain a, Uncertain low, Uncertain high) {
    double e = error(a);
    double own = own(a);
    double above = a.value() - high.value();
    double below = low.value() - a.value();
    double error;
    if (above > 0 || below > 0) {
      double beyond = Math.max(0, e - Math.max(above, below) + own);
      error = Math.min(e, Math.min(beyond, high.value() - low.value()));
    } else {
      error = Math.min(e, Math.max(-above, -below) + own);
    }
    if (above + e + own >= 0) {
      error += error(high);
    }
    if (below + e + own >= 0) {
      error += error(low);
    }
    double value = Math.max(low.value(), Math.min(high.value(), a.value()));
    return Uncertain.off(value, a.reach() <= limit ? error : Double.POSITIVE_INFINITY);
  }

  /** The larger of two: off by the error of either, where either may be the larger. */
  Uncertain larger(Uncertain a, Uncertain b) {
    if (!isSafe(a) || !isSafe(b)) {
      return Uncertain.exact(Math.max(a.value(), b.value())).unknown();
    }
    double errorA = error(a) + own(a);
    double errorB = error(b) + own(b);
    if (a.value() - errorA > b.value() + errorB) {
      return a;
    }
    if (b.value() - errorB > a.value() + errorA) {
      return b;
    }
    return Uncertain.off(Math.max(a.value(), b.value()), Math.max(error(a), error(b)))
        .atLeast(Math.max(a.least(), b.least()));
  }

  /** Whether the number may be 0. */
  boolean mayVanish(Uncertain a) {
    return Math.abs(a.value()) <= error(a) + (a.value() == 0 ? 0 : own(a));
  }

  @Override
  public Uncertain stopGradient(Uncertain a) {
    return a;
  }

  @Override
  public double value(Uncertain a) {
    return a.value();
  }
}
