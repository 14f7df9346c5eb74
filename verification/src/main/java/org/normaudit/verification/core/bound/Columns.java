package org.normaudit.verification.core.bound;

import java.util.Arrays;

/** Arrays of one component of an {@link UncertainVector}: an entry a number, or one for all. */
final class Columns {
  private Columns() {}

  /** Puts each entry, or the only one, where it belongs. */
  static void scatter(double[] from, int[] places, double[] to) {
    boolean same = from.length == 1;
    if (!same && isRun(places)) {
      System.arraycopy(from, 0, to, places[0], places.length);
      return;
    }
    for (int k = 0; k < places.length; k++) {
      to[places[k]] = from[same ? 0 : k];
    }
  }

  /** Whether positions follow each other without a gap. */
  static boolean isRun(int[] positions) {
    for (int k = 1; k < positions.length; k++) {
      if (positions[k] != positions[0] + k) {
        return false;
      }
    }
    return positions.length > 0;
  }

  /** Takes the entries at some positions, or the only one for all of them. */
  static void gather(double[] from, int[] positions, double[] to) {
    if (from.length == 1) {
      Arrays.fill(to, from[0]);
      return;
    }
    if (isRun(positions)) {
      System.arraycopy(from, positions[0], to, 0, positions.length);
      return;
    }
    for (int k = 0; k < positions.length; k++) {
      to[k] = from[positions[k]];
    }
  }

  /**
   * The largest of some numbers, or {@code least}; NaN where one is not a number. A chain of
   * Math.max takes several times as long.
   */
  static double largest(double[] numbers, double least) {
    double largest = least;
    for (double each : numbers) {
      if (each > largest) {
        largest = each;
      } else if (Double.isNaN(each)) {
        return each;
      }
    }
    return largest;
  }
}
