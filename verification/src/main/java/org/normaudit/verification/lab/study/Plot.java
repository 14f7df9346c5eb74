package org.normaudit.verification.lab.study;

import java.util.List;

/**
 * A picture of a study.
 *
 * @param xAxis what the curves are plotted against
 * @param scale of that axis
 * @param yAxis what they show
 * @param curves to be plotted
 */
public record Plot(String xAxis, Scale scale, String yAxis, List<Curve> curves) {

  /** How an axis is divided. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** By powers of ten; every x is greater than 0. */
    LOGARITHMIC
  }

  /**
   * A curve.
   *
   * @param name for the legend
   * @param x increasing
   * @param y as long as x
   */
  public record Curve(String name, double[] x, double[] y) {}

  /** Curves over an axis that is divided evenly. */
  public static Plot linear(String xAxis, String yAxis, Curve... curves) {
    return new Plot(xAxis, Scale.LINEAR, yAxis, List.of(curves));
  }

  /** Curves over an axis that is divided by powers of ten. */
  static Plot logarithmic(String xAxis, String yAxis, Curve... curves) {
    return new Plot(xAxis, Scale.LOGARITHMIC, yAxis, List.of(curves));
  }
}
