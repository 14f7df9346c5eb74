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
    UncertainVector c = second;
    boolean same = c.isRepeated();
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
    if (same) {
      shift(a, c, sign, ofA, ofC, whole, sum);
    } else {
      for (int k = 0; k < a.size(); k++) {
        double value = a.value[k] + sign * c.value[k];
        double base = a.base[k] + c.base[k] + ofA * a.size[k] + ofC * c.size[k];
        double sizes = a.size[k] + c.size[k];
        sum.value[k] = value;
        sum.base[k] = base;
        sum.size[k] = whole ? b.whole(value, base, sizes) : sizes + base;
      }
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
                + (c.expanded == null && !both ? 0 : c.expanded(same ? 0 : k));
      }
    }
    return sum;
  }

  // a ± the same number: twice as fast with no array of it.
  private void shift(
      UncertainVector a,
      UncertainVector c,
      int sign,
      double ofA,
      double ofC,
      boolean whole,
      UncertainVector sum) {
    double shift = sign * c.value[0];
    double size = c.size[0];
    double error = c.base[0];
    double made = ofC * size;
    for (int k = 0; k < a.size(); k++) {
      double value = a.value[k] + shift;
      double base = a.base[k] + error + ofA * a.size[k] + made;
      double sizes = a.size[k] + size;
      sum.value[k] = value;
      sum.base[k] = base;
      sum.size[k] = whole ? b.whole(value, base, sizes) : sizes + base;
    }
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
      double ofA = b.gamma(a.roundings + a.additions);
      double ofC = b.gamma(c.roundings + c.additions);
      boolean same = c.isRepeated();
      double shared = same ? factor(c, 0, ofC) : 0;
      for (int k = 0; k < a.size(); k++) {
        product.expanded[k] = factor(a, k, ofA) * (same ? shared : factor(c, k, ofC));
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

  /** a·c + d as it stands: the product, and a sum that is rounded once, in one pass. */
  UncertainVector multiplyAdd(
      UncertainVector first, UncertainVector second, UncertainVector third) {
    UncertainVector a = first.whole();
    UncertainVector c = second.whole();
    UncertainVector d = third.whole();
    boolean multiplied = a.expanded != null || c.expanded != null;
    boolean expands = multiplied || d.expanded != null;
    int entries = Math.max(Math.max(a.lost.length, c.lost.length), d.lost.length);
    UncertainVector sum =
        UncertainVector.room(
            a.size(),
            expands,
            entries,
            0,
            1,
            Math.max(a.chain + c.chain + 1, d.chain) + 1,
            Math.max(a.divisors * c.divisors, d.divisors),
            Math.max(a.inverses * c.inverses, d.inverses));
    double ofProduct = b.gamma(a.roundings + c.roundings + 1 + a.additions + c.additions);
    double ofD = b.gamma(d.roundings + d.additions);
    for (int k = 0; k < a.size(); k++) {
      double sizeA = BoundArithmetic.magnitude(a.value[k], a.size[k]);
      double sizeC = BoundArithmetic.magnitude(c.value[k], c.size[k]);
      double product = a.size[k] * c.size[k];
      double value = a.value[k] * c.value[k] + d.value[k];
      double made = sizeA * c.base[k] + (sizeC + c.base[k]) * a.base[k];
      double base = made + d.base[k] + ofProduct * product + ofD * d.size[k];
      sum.value[k] = value;
      sum.base[k] = base;
      sum.size[k] = b.whole(value, base, product + d.size[k]);
    }
    for (int k = 0; k < entries; k++) {
      double reach = a.reach(k) * c.reach(k);
      double lost = a.lost(k) * c.reach(k) + c.lost(k) * a.reach(k) + reach;
      sum.lost[k] = lost + d.lost(k) + b.flushed();
      sum.reach[k] = reach + d.reach(k);
    }
    if (expands) {
      double ofA = b.gamma(a.roundings + a.additions);
      double ofC = b.gamma(c.roundings + c.additions);
      for (int k = 0; k < a.size(); k++) {
        double product = multiplied ? factor(a, k, ofA) * factor(c, k, ofC) : a.size[k] * c.size[k];
        sum.expanded[k] = product + d.expanded(k);
      }
    }
    return sum;
  }

  // What is multiplied out is multiplied with a factor as it was computed.
  private static double factor(UncertainVector a, int i, double gamma) {
    if (a.expanded != null) {
      return a.expanded[i];
    }
    double size = a.size[i];
    double computed = BoundArithmetic.magnitude(a.value[i], size) + a.base[i] + gamma * size;
    return computed < size ? computed : size;
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
}
