package org.normaudit.verification.study;

import java.util.List;

/** One claim as an experiment. */
public interface Study {

  /** The name on the command line. */
  String name();

  /** What is claimed, in one sentence, with its source. */
  String claim();

  /** Runs the experiment; the same seed gives the same numbers. */
  Outcome run(long seed);

  /**
   * What came out.
   *
   * @param findings numbers beside their expectations
   * @param xAxis what the curves are plotted against
   * @param yAxis what they show
   * @param curves to be plotted
   */
  record Outcome(List<Finding> findings, String xAxis, String yAxis, List<Curve> curves) {
    /** Whether every number meets its expectation. */
    public boolean holds() {
      return findings.stream().allMatch(Finding::holds);
    }
  }

  /**
   * One number beside its expectation.
   *
   * @param what is measured
   * @param measured the number
   * @param expected its expectation
   * @param allowed how far it may lie from it, derived; 0 where equality is due
   * @param why what the allowance is made of
   */
  record Finding(String what, double measured, double expected, double allowed, String why) {
    /** Whether the number meets its expectation; NaN does not. */
    public boolean holds() {
      return Math.abs(measured - expected) <= allowed;
    }
  }

  /**
   * A curve of the plot.
   *
   * @param name for the legend
   * @param x increasing
   * @param y as long as x
   */
  record Curve(String name, double[] x, double[] y) {}
}
