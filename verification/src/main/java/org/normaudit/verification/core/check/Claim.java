package org.normaudit.verification.core.check;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/**
 * One claim of a {@link Relation}: value i of a quantity in the step's answer is {@code factor}
 * times value {@code place(i)} of the same quantity in the partner's.
 *
 * @param quantities those that it is about, in the order of comparison; one that an answer lacks is
 *     left out
 * @param comparison how strictly the two are compared
 * @param factor a power of two or its negative; 1 for {@link Comparison#BITS}
 * @param place where a value of an elementwise quantity is found in the partner's answer
 * @param scope which values it is about
 */
record Claim(
    List<Role> quantities, Comparison comparison, double factor, Place place, Scope scope) {

  /** Where the values of a tensor go. */
  @FunctionalInterface
  interface Place {
    /** The index in the partner's tensor of the value at {@code index} in one of that shape. */
    int of(Shape shape, int index);
  }

  /** Some of the values of a step's answer. */
  @FunctionalInterface
  interface Scope {
    /** Whether a value of a quantity is one of them. */
    boolean contains(Step step, Role quantity, int index);
  }

  /** The same values in the same places, all of them. */
  static Claim of(Comparison comparison, double factor, Role... quantities) {
    return new Claim(
        List.of(quantities), comparison, factor, (shape, i) -> i, (step, quantity, i) -> true);
  }

  /** The quantities have the same values. */
  static Claim same(Role... quantities) {
    return of(Comparison.BITS, 1, quantities);
  }

  /** All quantities have the same values. */
  static Claim allSame() {
    return allSameIn((step, role, i) -> true);
  }

  /** All quantities have the same values in that scope. */
  static Claim allSameIn(Scope scope) {
    return new Claim(List.copyOf(Layers.results()), Comparison.BITS, 1, (shape, i) -> i, scope);
  }

  /** The quantity is {@code factor} times the partner's, exactly. */
  static Claim exact(double factor, Role... quantities) {
    return of(Comparison.EXACT, factor, quantities);
  }

  /** The quantity is {@code factor} times the partner's, within the bounds of both. */
  static Claim bounded(double factor, Role... quantities) {
    return of(Comparison.BOUNDED, factor, quantities);
  }

  /** Whether the two answers must be of one run, or of runs that do not differ. */
  boolean needsEqualBits() {
    return comparison != Comparison.BOUNDED;
  }

  /** The same claim within the bounds of both answers. */
  Claim bounded() {
    return new Claim(quantities, Comparison.BOUNDED, factor, place, scope);
  }

  /** The same claim about values that lie elsewhere in the partner's answer. */
  Claim at(Place other) {
    return new Claim(quantities, comparison, factor, other, scope);
  }
}
