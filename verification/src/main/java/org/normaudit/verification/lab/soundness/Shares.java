package org.normaudit.verification.lab.soundness;

import java.util.Arrays;

/** The errors of one output over many steps, as shares of what is allowed. */
public final class Shares {
  private double[] values = new double[64];
  private int count;
  private long unjudged;
  private double worst = -1;
  private String worstStep = "";

  void add(double share, String step) {
    if (Double.isNaN(share)) {
      unjudged++;
      return;
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = share;
    if (share > worst) {
      worst = share;
      worstStep = step;
    }
  }

  /** How many steps were judged. */
  public int judged() {
    return count;
  }

  /** On how many steps nothing is promised. */
  public long unjudged() {
    return unjudged;
  }

  /** The share that a part of the steps does not pass; NaN if none was judged. */
  public double quantile(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(part * count) - (part > 0 ? 1 : 0)];
  }

  /** The largest share; −1 if none was judged. */
  public double worst() {
    return worst;
  }

  /** The trial and step that gave it. */
  public String worstStep() {
    return worstStep;
  }
}
