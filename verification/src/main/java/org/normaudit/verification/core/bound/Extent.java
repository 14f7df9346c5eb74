package org.normaudit.verification.core.bound;

/**
 * How many values there are, and how large they get: all that the domain of the bounds asks of a
 * gradient.
 *
 * @param largest the largest magnitude; 0 where there is no value
 */
record Extent(int length, double largest) {
  static Extent of(double[] values) {
    double largest = 0;
    for (double value : values) {
      // Math.max keeps a NaN.
      largest = Math.max(largest, Math.abs(value));
    }
    return new Extent(values.length, largest);
  }
}
