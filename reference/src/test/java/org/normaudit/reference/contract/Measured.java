package org.normaudit.reference.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * A number and a bound on its rounding error: running error analysis to first order. Sums are
 * charged so that any order of their terms is covered, divisions so that a multiplication by the
 * rounded reciprocal is.
 *
 * @param value as exact as binary64 gives it
 * @param error absolute
 * @param precision of the arithmetic that the bound is for
 */
record Measured(double value, double error, Precision precision) {

  static Measured exact(double value, Precision precision) {
    return new Measured(value, 0, precision);
  }

  Measured plus(Measured b) {
    double charge = precision.u() * (Math.abs(value) + Math.abs(b.value));
    return with(value + b.value, error + b.error + charge);
  }

  Measured minus(Measured b) {
    double charge = precision.u() * (Math.abs(value) + Math.abs(b.value));
    return with(value - b.value, error + b.error + charge);
  }

  Measured times(Measured b) {
    double product = value * b.value;
    double inherited = Math.abs(value) * b.error + Math.abs(b.value) * error;
    return with(product, inherited + precision.u() * Math.abs(product));
  }

  Measured over(Measured b) {
    double quotient = value / b.value;
    double inherited = (error + Math.abs(quotient) * b.error) / Math.abs(b.value);
    double charge = (precision.division() + 1) * precision.u() * Math.abs(quotient);
    return with(quotient, inherited + charge);
  }

  /** Another value and error, for a bound that is tighter than that of the operations. */
  Measured with(double otherValue, double otherError) {
    return new Measured(otherValue, otherError, precision);
  }

  static List<Measured> exact(double[] values, Precision precision) {
    List<Measured> list = new ArrayList<>();
    for (double v : values) {
      list.add(exact(v, precision));
    }
    return list;
  }

  /** Σ v, charged (m−1)·uΣ|v|. */
  static Measured sum(List<Measured> v) {
    Precision precision = v.get(0).precision;
    double total = 0;
    double magnitude = 0;
    double inherited = 0;
    for (Measured e : v) {
      total += e.value;
      magnitude += Math.abs(e.value);
      inherited += e.error;
    }
    return exact(total, precision)
        .with(total, inherited + (v.size() - 1) * precision.u() * magnitude);
  }

  /** Σ v/m. */
  static Measured mean(List<Measured> v) {
    return sum(v).over(exact(v.size(), v.get(0).precision));
  }

  static List<Measured> products(List<Measured> v, List<Measured> w) {
    List<Measured> list = new ArrayList<>();
    for (int i = 0; i < v.size(); i++) {
      list.add(v.get(i).times(w.get(i)));
    }
    return list;
  }

  static List<Measured> products(List<Measured> v, Measured factor) {
    return v.stream().map(e -> e.times(factor)).toList();
  }
}
