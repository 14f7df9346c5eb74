package org.normaudit.verification.core.bound;

import java.util.Arrays;

/**
 * The operations of {@link BoundArithmetic} on vectors, component by component: the same lemmas,
 * since a bound takes some thirty of them a value.
 */
final class BoundVectors {
  private final BoundArithmetic b;
  private final boolean folded;

  /**
   * @param folded whether x·a + (b − μ·a) may be computed for (x − μ)·a + b
   */
  BoundVectors(BoundArithmetic b, boolean folded) {
    this.b = b;
    this.folded = folded;
  }

  /** How far honest computed numbers may lie from the exact ones. */
  double[] errors(UncertainVector v) {
    UncertainVector a = v.whole();
    double gamma = b.gamma(a.roundings + a.additions);
    double[] errors = new double[a.size()];
    for (int k = 0; k < errors.length; k++) {
      errors[k] = a.base[k] + gamma * a.size[k];
    }
    for (int k = 0; k < errors.length; k++) {
      errors[k] = b.withUnderflow(errors[k], a.lost(k));
    }
    return errors;
  }

  /** The same, with differences multiplied out where the error model allows it. */
  double[] expandedErrors(UncertainVector a) {
    double[] errors = errors(a);
    if (a.expanded != null) {
      double[] expanded = a.whole().expanded;
      double gamma = b.gamma(a.chain);
      for (int k = 0; k < errors.length; k++) {
        errors[k] += gamma * expanded[k];
      }
    }
    return errors;
  }

  /** a ± c, in any order with what is added to it later. */
  UncertainVector add(UncertainVector a, UncertainVector c, int sign) {
    return add(a, c, sign, a.isFresh() && c.isFresh());
  }

  /**
   * a ± c.
   *
   * @param whole whether the sum is made as it stands, and is rounded once
   */
  UncertainVector add(UncertainVector first, UncertainVector second, int sign, boolean whole) {
    UncertainVector a = first.whole();
    UncertainVector c = second.whole();
    boolean fresh = whole && a.chain == 0 && c.chain == 0;
    boolean expands = fresh ? folded : a.expanded != null || c.expanded != null;
    UncertainVector sum =
        UncertainVector.room(
            a.size(),
            expands,
            Math.max(a.lost.length, c.lost.length),
            0,
            // A term multiplied out is two terms.
            whole ? 1 : Math.max(a.additions, c.additions) + (expands ? 2 : 1),
            Math.max(a.chain, c.chain) + 1,
            Math.max(a.divisors, c.divisors),
            Math.max(a.inverses, c.inverses));
    double ofA = b.gamma(whole ? a.roundings + a.additions : a.roundings);
    double ofC = b.gamma(whole ? c.roundings + c.additions : c.roundings);
    for (int k = 0; k < a.size(); k++) {
      double value = a.value[k] + sign * c.value[k];
      double base = a.base[k] + c.base[k] + ofA * a.size[k] + ofC * c.size[k];
      double sizes = a.size[k] + c.size[k];
      sum.value[k] = value;
      sum.base[k] = base;
      sum.size[k] = whole ? b.whole(value, base, sizes) : sizes + base;
    }
    for (int k = 0; k < sum.lost.length; k++) {
      sum.lost[k] = a.lost(k) + c.lost(k) + b.flushed();
      sum.reach[k] = a.reach(k) + c.reach(k);
    }
    if (expands) {
      boolean both = fresh || whole;
      for (int k = 0; k < a.size(); k++) {
        sum.expanded[k] =
            (a.expanded == null && !both ? 0 : a.expanded(k))
                + (c.expanded == null && !both ? 0 : c.expanded(k));
      }
    }
    return sum;
  }

  /** a·c. */
  UncertainVector multiply(UncertainVector first, UncertainVector c) {
    UncertainVector a = first.whole();
    UncertainVector product =
        UncertainVector.room(
            a.size(),
            a.expanded != null || c.expanded != null,
            Math.max(a.lost.length, c.lost.length),
            a.roundings + c.roundings + 1,
            a.additions + c.additions,
            a.chain + c.chain + 1,
            a.divisors * c.divisors,
            a.inverses * c.inverses);
    if (c.isRepeated()) {
      scale(a, c, product);
    } else {
      for (int k = 0; k < a.size(); k++) {
        double sizeA = BoundArithmetic.magnitude(a.value[k], a.size[k]);
        double sizeC = BoundArithmetic.magnitude(c.value[k], c.size[k]);
        product.value[k] = a.value[k] * c.value[k];
        product.base[k] = sizeA * c.base[k] + (sizeC + c.base[k]) * a.base[k];
        product.size[k] = a.size[k] * c.size[k];
      }
    }
    for (int k = 0; k < product.lost.length; k++) {
      double reach = a.reach(k) * c.reach(k);
      product.lost[k] = a.lost(k) * c.reach(k) + c.lost(k) * a.reach(k) + reach;
      product.reach[k] = reach;
    }
    if (product.expanded != null) {
      double[] ofA = factors(a);
      double[] ofC = factors(c);
      for (int k = 0; k < a.size(); k++) {
        product.expanded[k] = ofA[k] * ofC[ofC.length == 1 ? 0 : k];
      }
    }
    return product;
  }

  private static void scale(UncertainVector a, UncertainVector c, UncertainVector product) {
    double value = c.value[0];
    double base = c.base[0];
    double size = c.size[0];
    double most = BoundArithmetic.magnitude(value, size) + base;
    for (int k = 0; k < a.size(); k++) {
      product.value[k] = a.value[k] * value;
      product.base[k] = BoundArithmetic.magnitude(a.value[k], a.size[k]) * base + most * a.base[k];
      product.size[k] = a.size[k] * size;
    }
  }

  // What is multiplied out is multiplied with a factor as it was computed.
  private double[] factors(UncertainVector a) {
    if (a.expanded != null) {
      return a.expanded;
    }
    double gamma = b.gamma(a.roundings + a.additions);
    double[] factors = new double[a.size.length];
    for (int k = 0; k < factors.length; k++) {
      double computed =
          BoundArithmetic.magnitude(a.value[k], a.size[k]) + a.base[k] + gamma * a.size[k];
      factors[k] = Math.min(a.size[k], computed);
    }
    return factors;
  }

  /** a/c, or a·(1/c). */
  UncertainVector divide(UncertainVector dividend, BoundArithmetic.Divisor by) {
    UncertainVector a = dividend.whole();
    double divisors = a.divisors * by.divisors();
    UncertainVector quotient =
        UncertainVector.room(
            a.size(),
            a.expanded != null,
            a.lost.length,
            a.roundings + b.divisionRoundings(),
            a.additions,
            a.chain + b.divisionRoundings(),
            divisors,
            a.inverses * by.inverses());
    double inverse = divisors <= b.limit() ? by.inverse() : Double.POSITIVE_INFINITY;
    double value = by.divisor().value();
    double share = by.relative();
    for (int k = 0; k < a.size(); k++) {
      double size = BoundArithmetic.magnitude(a.value[k], a.size[k]);
      quotient.value[k] = a.value[k] / value;
      quotient.base[k] = (a.base[k] + size * share) * inverse;
      quotient.size[k] = a.size[k] * inverse;
    }
    double grown = Math.max(1, inverse);
    for (int k = 0; k < quotient.lost.length; k++) {
      quotient.reach[k] = a.reach[k] * grown;
      quotient.lost[k] = a.lost[k] * grown + 2 * quotient.reach[k];
    }
    for (int k = 0; k < a.size() && a.expanded != null; k++) {
      quotient.expanded[k] = a.expanded[k] * inverse;
    }
    if (inverse == Double.POSITIVE_INFINITY) {
      Arrays.fill(quotient.base, inverse);
    }
    return quotient;
  }

  /** Σ v in any order of the given depth: γ(depth + roundings) on the sum of the sizes. */
  Uncertain sum(UncertainVector numbers, int depth) {
    UncertainVector v = numbers.whole();
    int m = v.size();
    double value = 0;
    double base = 0;
    double size = 0;
    for (int k = 0; k < m; k++) {
      value += v.value[k];
      base += v.base[k];
      size += v.size[k];
    }
    double lost = 0;
    double reach = 0;
    double each = (double) m / v.lost.length;
    for (int k = 0; k < v.lost.length; k++) {
      lost += each * v.lost[k];
      reach += each * v.reach[k];
    }
    double roundings = depth + v.roundings + v.additions;
    return summed(m, value, base, size, lost, reach, roundings, v.divisors, v.inverses);
  }

  /** The same of the numbers at some positions. */
  Uncertain sum(UncertainVector numbers, int[] positions, int depth) {
    UncertainVector v = numbers.whole();
    double value = 0;
    double base = 0;
    double size = 0;
    double lost = 0;
    double reach = 0;
    for (int position : positions) {
      value += v.value[position];
      base += v.base[position];
      size += v.size[position];
      lost += v.lost(position);
      reach += v.reach(position);
    }
    double roundings = depth + v.roundings + v.additions;
    return summed(
        positions.length, value, base, size, lost, reach, roundings, v.divisors, v.inverses);
  }

  /** Σ a·c, as a sum of products. */
  Uncertain dot(UncertainVector first, UncertainVector second, int depth) {
    UncertainVector a = first.whole();
    UncertainVector c = second.whole();
    int m = a.size();
    double value = 0;
    double base = 0;
    double size = 0;
    for (int k = 0; k < m; k++) {
      double sizeA = BoundArithmetic.magnitude(a.value[k], a.size[k]);
      double sizeC = BoundArithmetic.magnitude(c.value[k], c.size[k]);
      value += a.value[k] * c.value[k];
      base += sizeA * c.base[k] + (sizeC + c.base[k]) * a.base[k];
      size += a.size[k] * c.size[k];
    }
    int entries = Math.max(a.lost.length, c.lost.length);
    double each = (double) m / entries;
    double lost = 0;
    double reach = 0;
    for (int k = 0; k < entries; k++) {
      double product = a.reach(k) * c.reach(k);
      lost += each * (a.lost(k) * c.reach(k) + c.lost(k) * a.reach(k) + product);
      reach += each * product;
    }
    double roundings = depth + a.roundings + a.additions + c.roundings + c.additions + 1;
    double divisors = a.divisors * c.divisors;
    double inverses = a.inverses * c.inverses;
    return summed(m, value, base, size, lost, reach, roundings, divisors, inverses);
  }

  private Uncertain summed(
      int m,
      double value,
      double base,
      double size,
      double lost,
      double reach,
      double roundings,
      double divisors,
      double inverses) {
    double error = base + b.gamma(roundings) * size;
    double whole = Math.abs(value) + error + (m + 8) * BoundArithmetic.U64 * size;
    return new Uncertain(
        value,
        error,
        whole,
        whole,
        lost + Math.max(0, m - 1) * b.flushed(),
        Math.max(1, reach),
        0,
        0,
        0,
        divisors,
        inverses,
        Double.NEGATIVE_INFINITY);
  }
}
