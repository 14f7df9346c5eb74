package org.normaudit.verification.lab.grade;

import java.util.Locale;

/** The algorithms for the variance that errors can tell apart. */
public enum AlgorithmClass {
  /** ū(x²) − ū(x)²: the error grows with κ². */
  ONE_PASS("one-pass"),
  /** The same around the first value: good, until that value lies far out. */
  SHIFTED_ONE_PASS("shifted one-pass"),
  /** Deviations from the rounded mean: the square of that rounding shows at large κ. */
  TWO_PASS("two-pass"),
  /** Two passes, and the mean of the deviations taken out again: no growth with κ. */
  CORRECTED_TWO_PASS("corrected two-pass"),
  /** Updating, value by value or by merging: the error grows with κ. */
  UPDATING("Welford"),
  /** Two passes with sums of pairs, of pairs of pairs, and so on. */
  PAIRWISE("pairwise"),
  /** Sums held in a wider format, or compensated: hardly a rounding is seen. */
  WIDE("higher-precision accumulator"),
  /** None of these. */
  UNKNOWN("unknown");

  private final String label;

  AlgorithmClass(String label) {
    this.label = label;
  }

  /**
   * The class of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AlgorithmClass of(String label) {
    for (AlgorithmClass each : values()) {
      if (each.label.equals(label)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "unknown class of algorithm '%s'", label));
  }

  /** The name in reports. */
  public String label() {
    return label;
  }
}
