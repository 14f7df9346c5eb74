package org.normaudit.verification.core.bound;

/**
 * Sums of {@link UncertainVector}s, of products, of each parameter's values, and of parts of such
 * sums: the lemma on sums of bounds.md.
 */
record BoundSums(BoundArithmetic b) {

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

  /**
   * The same for each of several parameters.
   *
   * @param parameter to which of them a number belongs
   */
  UncertainVector sums(UncertainVector numbers, int[] parameter, int parameters, int depth) {
    UncertainVector v = numbers.whole();
    UncertainVector sums =
        UncertainVector.room(parameters, false, parameters, 0, 0, 0, v.divisors, v.inverses);
    int[] terms = new int[parameters];
    for (int k = 0; k < parameter.length; k++) {
      int p = parameter[k];
      terms[p]++;
      sums.value[p] += v.value[k];
      sums.base[p] += v.base[k];
      sums.size[p] += v.size[k];
      sums.lost[p] += v.lost(k);
      sums.reach[p] += v.reach(k);
    }
    close(sums, terms, depth + v.roundings + v.additions);
    return sums;
  }

  /** Σ a·c for each of several parameters, as sums of products. */
  UncertainVector dots(
      UncertainVector first, UncertainVector second, int[] parameter, int parameters, int depth) {
    UncertainVector a = first.whole();
    UncertainVector c = second.whole();
    double divisors = a.divisors * c.divisors;
    double inverses = a.inverses * c.inverses;
    UncertainVector sums =
        UncertainVector.room(parameters, false, parameters, 0, 0, 0, divisors, inverses);
    int[] terms = new int[parameters];
    for (int k = 0; k < parameter.length; k++) {
      int p = parameter[k];
      double sizeA = BoundArithmetic.magnitude(a.value[k], a.size[k]);
      double sizeC = BoundArithmetic.magnitude(c.value[k], c.size[k]);
      double product = a.reach(k) * c.reach(k);
      terms[p]++;
      sums.value[p] += a.value[k] * c.value[k];
      sums.base[p] += sizeA * c.base[k] + (sizeC + c.base[k]) * a.base[k];
      sums.size[p] += a.size[k] * c.size[k];
      sums.lost[p] += a.lost(k) * c.reach(k) + c.lost(k) * a.reach(k) + product;
      sums.reach[p] += product;
    }
    close(sums, terms, depth + a.roundings + a.additions + c.roundings + c.additions + 1);
    return sums;
  }

  // What the size of a sum allows for its value, which is not exact itself.
  private static double slack(UncertainVector sums, int k) {
    return sums.size[k] - sums.base[k] - Math.abs(sums.value[k]);
  }

  // Turns the sums of the terms' components into those of the sums.
  private void close(UncertainVector sums, int[] terms, double roundings) {
    double gamma = b.gamma(roundings);
    for (int p = 0; p < terms.length; p++) {
      double size = sums.size[p];
      double error = sums.base[p] + gamma * size;
      sums.base[p] = error;
      sums.size[p] = whole(sums.value[p], error, size, terms[p]);
      sums.lost[p] += flushed(terms[p]);
      sums.reach[p] = Math.max(1, sums.reach[p]);
    }
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

  /**
   * The sums of which a and c are parts, in an order that both already allow for.
   *
   * @param a sums; null for none yet
   */
  UncertainVector joined(UncertainVector a, UncertainVector c) {
    if (a == null) {
      return c;
    }
    UncertainVector first = a.whole();
    UncertainVector second = c.whole();
    int m = c.size();
    UncertainVector sums =
        UncertainVector.room(
            m,
            false,
            m,
            Math.max(a.roundings, c.roundings),
            Math.max(a.additions, c.additions),
            Math.max(a.chain, c.chain),
            Math.max(a.divisors, c.divisors),
            Math.max(a.inverses, c.inverses));
    for (int k = 0; k < m; k++) {
      double sizes = first.size[k] + second.size[k];
      double value = first.value[k] + second.value[k];
      double base = first.base[k] + second.base[k];
      double slack = slack(first, k) + slack(second, k) + BoundArithmetic.U64 * sizes;
      sums.value[k] = value;
      sums.base[k] = base;
      sums.size[k] = Math.abs(value) + base + slack;
      sums.lost[k] = first.lost(k) + second.lost(k) + (sizes == 0 ? 0 : b.flushed());
      sums.reach[k] = first.reach(k) + second.reach(k);
    }
    return sums;
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
    double whole = whole(value, error, size, m);
    return new Uncertain(
        value,
        error,
        whole,
        whole,
        lost + flushed(m),
        Math.max(1, reach),
        0,
        0,
        0,
        divisors,
        inverses,
        Double.NEGATIVE_INFINITY);
  }

  // The size of a sum of m terms.
  private static double whole(double value, double error, double size, int m) {
    return Math.abs(value) + error + (m + 8) * BoundArithmetic.U64 * size;
  }

  // What the additions of m terms may lose.
  private double flushed(int m) {
    return Math.max(0, m - 1) * b.flushed();
  }
}
