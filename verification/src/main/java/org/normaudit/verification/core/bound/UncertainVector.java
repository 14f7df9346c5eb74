package org.normaudit.verification.core.bound;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Uncertain} numbers, component by component: a bound takes some thirty operations a value.
 *
 * <p>A component has one entry for each number, or one for all of them: values where all numbers
 * are the same, {@code lost} and {@code reach} where they are those of the largest. {@code
 * expanded} is null where it is {@code size}. The other components are one for all numbers.
 */
final class UncertainVector extends AbstractList<Uncertain> {
  private static final double UNKNOWN = Double.NEGATIVE_INFINITY;

  private final int length;
  final double[] value;
  final double[] base;
  final double[] size;
  final double[] expanded;
  final double[] lost;
  final double[] reach;
  final double roundings;
  final double additions;
  final double chain;
  final double divisors;
  final double inverses;

  UncertainVector(
      int length,
      double[] value,
      double[] base,
      double[] size,
      double[] expanded,
      double[] lost,
      double[] reach,
      double roundings,
      double additions,
      double chain,
      double divisors,
      double inverses) {
    this.length = length;
    this.value = value;
    this.base = base;
    this.size = size;
    this.expanded = expanded;
    this.lost = lost;
    this.reach = reach;
    this.roundings = roundings;
    this.additions = additions;
    this.chain = chain;
    this.divisors = divisors;
    this.inverses = inverses;
  }

  /**
   * Numbers that every computation starts from.
   *
   * @param apart whether some of them have nothing to do with others, and go a way of their own
   */
  static UncertainVector exact(double[] values, boolean apart) {
    int m = values.length;
    double[] size = new double[m];
    for (int k = 0; k < m; k++) {
      size[k] = Math.abs(values[k]);
    }
    double[] reach = new double[apart && m > 0 ? m : 1];
    reach[0] = apart ? 1 : Columns.largest(size, 1);
    for (int k = 0; apart && k < m; k++) {
      reach[k] = Math.max(1, size[k]);
    }
    double[] nothing = new double[m];
    double[] lost = reach.length == m ? nothing : new double[1];
    return new UncertainVector(m, values, nothing, size, null, lost, reach, 0, 0, 0, 1, 1);
  }

  /** One number, {@code length} times. */
  static UncertainVector repeated(Uncertain number, int length) {
    return new UncertainVector(
        length,
        new double[] {number.value()},
        new double[] {number.base()},
        new double[] {number.size()},
        number.expanded() == number.size() ? null : new double[] {number.expanded()},
        new double[] {number.lost()},
        new double[] {number.reach()},
        number.roundings(),
        number.additions(),
        number.chain(),
        number.divisors(),
        number.inverses());
  }

  /** Any numbers. */
  static UncertainVector of(List<Uncertain> numbers) {
    if (numbers instanceof UncertainVector vector) {
      return vector;
    }
    if (numbers.size() == 1) {
      return repeated(numbers.get(0), 1);
    }
    UncertainVector all = alike(numbers.size(), numbers);
    int[] place = new int[1];
    for (int k = 0; k < numbers.size(); k++) {
      place[0] = k;
      all.set(place, repeated(numbers.get(k), 1));
    }
    return all;
  }

  /** Room for numbers with the shared components of the largest of others. */
  static UncertainVector alike(int length, List<Uncertain> others) {
    double roundings = 0;
    double additions = 0;
    double chain = 0;
    double divisors = 1;
    double inverses = 1;
    boolean expands = false;
    for (Uncertain number : others) {
      expands |= number.expanded() != number.size();
      roundings = Math.max(roundings, number.roundings());
      additions = Math.max(additions, number.additions());
      chain = Math.max(chain, number.chain());
      divisors = Math.max(divisors, number.divisors());
      inverses = Math.max(inverses, number.inverses());
    }
    return room(length, expands, length, roundings, additions, chain, divisors, inverses);
  }

  /**
   * Room for numbers.
   *
   * @param apart the entries of {@code lost} and {@code reach}
   */
  static UncertainVector room(
      int length,
      boolean expands,
      int apart,
      double roundings,
      double additions,
      double chain,
      double divisors,
      double inverses) {
    return new UncertainVector(
        length,
        new double[length],
        new double[length],
        new double[length],
        expands ? new double[length] : null,
        new double[Math.max(1, apart)],
        new double[Math.max(1, apart)],
        roundings,
        additions,
        chain,
        divisors,
        inverses);
  }

  /** Takes the numbers of another vector over, each to its place. */
  void set(int[] places, UncertainVector other) {
    Columns.scatter(other.value, places, value);
    Columns.scatter(other.base, places, base);
    Columns.scatter(other.size, places, size);
    if (expanded != null) {
      Columns.scatter(other.expanded == null ? other.size : other.expanded, places, expanded);
    }
    Columns.scatter(other.lost, places, lost);
    Columns.scatter(other.reach, places, reach);
  }

  /** Whether all numbers are the same, of which the arrays hold one. */
  boolean isRepeated() {
    return value.length == 1;
  }

  /** Whether nothing was rounded since the numbers were given or closed. */
  boolean isFresh() {
    return roundings + additions == 0;
  }

  /** The expanded size at an index of the arrays. */
  double expanded(int index) {
    return expanded == null ? size[index] : expanded[index];
  }

  /** What is lost on the way to number {@code k}. */
  double lost(int k) {
    return lost[lost.length == 1 ? 0 : k];
  }

  /** How far the way to number {@code k} reaches. */
  double reach(int k) {
    return reach[reach.length == 1 ? 0 : k];
  }

  /** The numbers at some positions. */
  UncertainVector at(int[] positions) {
    if (isRepeated() && length > 0) {
      return repeated(get(0), positions.length);
    }
    if (isAll(positions)) {
      return this;
    }
    UncertainVector part =
        room(
            positions.length,
            expanded != null,
            lost.length == 1 ? 1 : positions.length,
            roundings,
            additions,
            chain,
            divisors,
            inverses);
    Columns.gather(value, positions, part.value);
    Columns.gather(base, positions, part.base);
    Columns.gather(size, positions, part.size);
    if (expanded != null) {
      Columns.gather(expanded, positions, part.expanded);
    }
    Columns.gather(lost, positions, part.lost);
    Columns.gather(reach, positions, part.reach);
    return part;
  }

  private boolean isAll(int[] positions) {
    return positions.length == length && Columns.isRun(positions) && positions[0] == 0;
  }

  /** The same numbers, all with the reach of the largest. */
  UncertainVector together() {
    return lost.length == 1
        ? this
        : new UncertainVector(
            length,
            value,
            base,
            size,
            expanded,
            new double[] {Columns.largest(lost, 0)},
            new double[] {Columns.largest(reach, 1)},
            roundings,
            additions,
            chain,
            divisors,
            inverses);
  }

  /** The same numbers with an entry for each. */
  UncertainVector whole() {
    if (value.length == length) {
      return this;
    }
    return new UncertainVector(
        length,
        filled(value),
        filled(base),
        filled(size),
        expanded == null ? null : filled(expanded),
        lost,
        reach,
        roundings,
        additions,
        chain,
        divisors,
        inverses);
  }

  private double[] filled(double[] one) {
    double[] all = new double[length];
    Arrays.fill(all, one[0]);
    return all;
  }

  /** The same numbers, each off by anything. */
  UncertainVector unknown() {
    double[] any = new double[value.length];
    Arrays.fill(any, Double.POSITIVE_INFINITY);
    return new UncertainVector(
        length, value, any, any, null, lost, reach, roundings, additions, chain, divisors,
        inverses);
  }

  /** The same numbers, which are off by these errors and go on as they are. */
  UncertainVector closed(double[] errors) {
    double[] sizes = new double[value.length];
    for (int k = 0; k < sizes.length; k++) {
      sizes[k] = Math.abs(value[k]) + errors[k];
    }
    double[] nothing = new double[lost.length];
    return new UncertainVector(
        length, value, errors, sizes, null, nothing, reach, 0, 0, 0, divisors, inverses);
  }

  @Override
  public int size() {
    return length;
  }

  @Override
  public Uncertain get(int k) {
    if (k < 0 || k >= length) {
      throw new IndexOutOfBoundsException(k);
    }
    int i = isRepeated() ? 0 : k;
    return new Uncertain(
        value[i],
        base[i],
        size[i],
        expanded(i),
        lost(k),
        reach(k),
        roundings,
        additions,
        chain,
        divisors,
        inverses,
        UNKNOWN);
  }
}
