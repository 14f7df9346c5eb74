package org.normaudit.reference;

import java.util.Locale;

/**
 * A {@link RenormSchedule} of two ramps: r_max goes from 1 and d_max from 0 at step {@code start}
 * to their final values at steps {@code rEnd} and {@code dEnd}, each linearly, and stays there.
 * Before the start there is no correction. A ramp of no length is a switch.
 *
 * <p>r_max = 1 + (rMax − 1)·t and d_max = dMax·t with t = (step − start)/(end − start), so both are
 * exact at the ends of their ramps and have a relative error of at most 3u and 2u between them.
 *
 * @param start at least 0
 * @param rEnd at least {@code start}
 * @param rMax at least 1, finite
 * @param dEnd at least {@code start}
 * @param dMax at least 0, finite
 */
public record LinearRenormSchedule(long start, long rEnd, double rMax, long dEnd, double dMax)
    implements RenormSchedule {

  /** Checks the ramps; NaN fails. */
  public LinearRenormSchedule {
    RenormSchedule.requireStep(start);
    if (rEnd < start || dEnd < start) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a ramp must not end before it starts: start %d, end of r_max %d, end of d_max %d",
              start,
              rEnd,
              dEnd));
    }
    if (!(rMax >= 1 && rMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("r_max must be at least 1 and finite: " + rMax);
    }
    if (!(dMax >= 0 && dMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("d_max must be at least 0 and finite: " + dMax);
    }
  }

  @Override
  public Clip at(long step) {
    RenormSchedule.requireStep(step);
    if (step < start) {
      return Clip.NONE;
    }
    double r = step >= rEnd ? rMax : 1 + (rMax - 1) * progress(step, rEnd);
    double d = step >= dEnd ? dMax : dMax * progress(step, dEnd);
    return Clip.symmetric(r, d);
  }

  private double progress(long step, long end) {
    return (double) (step - start) / (end - start);
  }
}
