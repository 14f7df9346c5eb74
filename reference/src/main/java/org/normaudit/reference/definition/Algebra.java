package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.normaudit.autodiff.Arithmetic;

/**
 * Vectors over an {@link Arithmetic}, with the few operations that the definitions are written in.
 */
final class Algebra<T> {
  final Arithmetic<T> a;

  Algebra(Arithmetic<T> arithmetic) {
    this.a = arithmetic;
  }

  /** Σ v, from left to right; 0 for no values. */
  T sum(List<T> v) {
    if (v.isEmpty()) {
      return a.constant(0);
    }
    T total = v.get(0);
    for (int i = 1; i < v.size(); i++) {
      total = a.add(total, v.get(i));
    }
    return total;
  }

  /** ū(v) = Σ v / m. */
  T mean(List<T> v) {
    return a.divide(sum(v), a.constant(v.size()));
  }

  List<T> plus(List<T> v, T c) {
    return each(v, e -> a.add(e, c));
  }

  List<T> minus(List<T> v, T c) {
    return each(v, e -> a.subtract(e, c));
  }

  List<T> times(List<T> v, T c) {
    return each(v, e -> a.multiply(e, c));
  }

  List<T> over(List<T> v, T c) {
    return each(v, e -> a.divide(e, c));
  }

  List<T> plus(List<T> v, List<T> w) {
    return pairwise(v, w, a::add);
  }

  List<T> minus(List<T> v, List<T> w) {
    return pairwise(v, w, a::subtract);
  }

  List<T> times(List<T> v, List<T> w) {
    return pairwise(v, w, a::multiply);
  }

  /** Σ v·w. */
  T dot(List<T> v, List<T> w) {
    return sum(times(v, w));
  }

  T square(T v) {
    return a.multiply(v, v);
  }

  private List<T> each(List<T> v, UnaryOperator<T> f) {
    List<T> result = new ArrayList<>(v.size());
    for (T e : v) {
      result.add(f.apply(e));
    }
    return result;
  }

  private List<T> pairwise(List<T> v, List<T> w, BinaryOperator<T> f) {
    List<T> result = new ArrayList<>(v.size());
    for (int i = 0; i < v.size(); i++) {
      result.add(f.apply(v.get(i), w.get(i)));
    }
    return result;
  }
}
