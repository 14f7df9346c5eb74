package org.normaudit.reference;

/** How the bounds of batch renormalization widen while it trains. */
@FunctionalInterface
public interface RenormSchedule {

  /**
   * The bounds at a step, the first of which is step 0.
   *
   * @throws IllegalArgumentException if the step is negative
   */
  Clip at(long step);

  /** The same bounds at every step. */
  static RenormSchedule constant(Clip clip) {
    return step -> {
      requireStep(step);
      return clip;
    };
  }

  /**
   * The paper's schedule, arXiv:1702.03275 section 4: (r_max, d_max) = (1, 0) for the first 5,000
   * steps, "then gradually relaxed" to r_max = 3 at 40,000 and d_max = 5 at 25,000 steps. The paper
   * does not say what gradually means; this is the linear reading.
   */
  static RenormSchedule paper() {
    return new LinearRenormSchedule(5_000, 40_000, 3, 25_000, 5);
  }

  /** Checks a step. */
  static void requireStep(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0: " + step);
    }
  }
}
