package org.normaudit.verification.core.arithmetic;

import org.normaudit.reference.Dtype;

/** Roundings that find the two neighbours of the exact result first and then take one of them. */
final class Bracket implements Rounding {

  /** Takes one of two neighbours. */
  interface Choice {
    /**
     * The lower neighbour or the higher one.
     *
     * @param fraction where the exact result lies between them, 0 to 1
     */
    double of(double low, double high, double fraction);
  }

  private final Dtype dtype;
  private final Choice choice;

  Bracket(Dtype dtype, Choice choice) {
    this.dtype = dtype;
    this.choice = choice;
  }

  @Override
  public Dtype dtype() {
    return dtype;
  }

  @Override
  public double round(double nearest, double error) {
    if (Double.isNaN(nearest) || (Double.isInfinite(nearest) && error == 0)) {
      return nearest;
    }
    double rounded = dtype.round(nearest);
    if (rounded == nearest && error == 0) {
      return nearest;
    }
    boolean above = rounded == nearest ? error > 0 : rounded < nearest;
    double low = above ? rounded : below(rounded);
    double high = above ? above(rounded) : rounded;
    return choice.of(low, high, fraction(low, high, nearest, error));
  }

  private double fraction(double low, double high, double nearest, double error) {
    if (Double.isInfinite(low) || Double.isInfinite(high)) {
      // Overflow: an unbounded range of exponents would have another number one ulp further on.
      double limit = dtype.maxFinite();
      double excess = Math.abs(nearest) - limit + Math.abs(error);
      double passed = Math.min(excess, dtype.ulp(limit)) / dtype.ulp(limit);
      return Double.isInfinite(high) ? passed : 1 - passed;
    }
    // nearest lies between low and high or is one of them, so its distance from low is exact.
    return ((nearest - low) + error) / (high - low);
  }

  /** The next number of the format above {@code v}, which is one of its numbers. */
  private double above(double v) {
    return -below(-v);
  }

  /** The next number of the format below {@code v}, which is one of its numbers. */
  private double below(double v) {
    if (dtype == Dtype.FLOAT64) {
      return Math.nextDown(v);
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? dtype.maxFinite() : v;
    }
    // Below a positive power of two the numbers lie half as far apart.
    double unit = dtype.ulp(v);
    double near = v - unit / 2;
    double next = dtype.round(near) == near ? near : v - unit;
    return next < -dtype.maxFinite() ? Double.NEGATIVE_INFINITY : next;
  }
}
