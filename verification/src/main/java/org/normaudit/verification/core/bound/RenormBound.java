package org.normaudit.verification.core.bound;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.Step;

/**
 * r and d of batch renormalization for one channel, and how far the computed ones may lie from
 * them.
 *
 * <p>A clipped value moves only as far as the clipped interval around it: at a threshold either
 * branch is right.
 */
final class RenormBound {
  private final double scale;
  private final double shift;
  private final double deltaScale;
  private final double deltaShift;
  private final boolean unclipped;
  private final double runningMean;
  private final SpreadBound running;

  RenormBound(
      Step input,
      Convention convention,
      ErrorModel model,
      Rounding r,
      int c,
      Moments data,
      StatisticsBound statistics,
      SpreadBound batch,
      SpreadBound running) {
    double mean = input.state().mean()[c];
    double meanError = 0;
    SpreadBound sigma = running;
    if (convention.get(Coordinates.ORDER) == Convention.Order.AFTER_UPDATE) {
      // The state that r and d see is then itself computed from the batch.
      double alpha = input.rule().rateAt(input.updates());
      double old = sigma.sigma();
      mean += alpha * (data.mean() - mean);
      meanError = statistics.mean() + 4 * r.u() * (Math.abs(mean) + Math.abs(data.mean()));
      sigma =
          new SpreadBound(
              afterUpdate(convention, old, batch.sigma(), alpha),
              batch.relative() + 8 * r.u() + 2 * r.root(),
              batch.inverse() + 8 * r.u() + 2 * r.root(),
              Double.POSITIVE_INFINITY);
    }
    this.running = sigma;
    this.runningMean = mean;
    Clip clip = input.clip();
    double low =
        convention.get(Coordinates.LOWER_CLIP) == Convention.LowerClip.RECIPROCAL
            ? 1 / clip.rMax()
            : clip.rMin();

    double ratio = batch.sigma() / sigma.sigma();
    // σ̂ over the running σ, or σ̂ times its reciprocal.
    double relative = Rounding.compound(batch.relative(), sigma.inverse(), r.last());
    double ratioError = ratio * relative + r.eta() * (1 + batch.sigma());
    this.scale = clamp(ratio, low, clip.rMax());
    this.deltaScale =
        clipped(ratio, ratioError, low, clip.rMax())
            // 1/r_max is a division, and r_max itself may not be a number of the format.
            + (ratio - ratioError < low ? (r.last() + r.u()) * low + r.setting(low) : 0)
            + (ratio + ratioError > clip.rMax() ? r.setting(clip.rMax()) : 0);

    double offset = -data.centered(mean);
    double offsetError = statistics.mean() + meanError;
    double quotient = offset / sigma.sigma();
    double last = Rounding.compound(r.u(), sigma.inverse(), r.last());
    double quotientError =
        (offsetError + (Math.abs(offset) + offsetError) * last) / sigma.sigma()
            + r.eta() * (1 + 1 / sigma.sigma() + Math.abs(offset));
    this.shift = clamp(quotient, -clip.dMax(), clip.dMax());
    this.deltaShift =
        clipped(quotient, quotientError, -clip.dMax(), clip.dMax())
            + (Math.abs(quotient) + quotientError > clip.dMax() ? r.setting(clip.dMax()) : 0);

    // Only where the statistics are sure to cancel may their errors be left out: not for folded
    // forms, nor where r and d may have been made of other statistics than x̂.
    this.unclipped =
        !model.folded()
            && convention.get(Coordinates.ORDER) == Convention.Order.BEFORE_UPDATE
            && convention.get(Coordinates.DENOMINATOR) == Convention.Denominator.RUNNING
            && ratio - ratioError > low
            && ratio + ratioError < clip.rMax()
            && Math.abs(quotient) + quotientError < clip.dMax();
  }

  private static double afterUpdate(Convention convention, double old, double batch, double alpha) {
    return switch (convention.get(Coordinates.KEPT)) {
      case DEVIATION -> old + alpha * (batch - old);
      case VARIANCE -> Math.sqrt(old * old + alpha * (batch * batch - old * old));
      case INVERSE -> 1 / (1 / old + alpha * (1 / batch - 1 / old));
    };
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  // How far clamp(value ± error) may lie from clamp(value), without the cancellation.
  private static double clipped(double value, double error, double low, double high) {
    if (value > high) {
      return Math.min(Math.max(0, error - (value - high)), high - low);
    }
    if (value < low) {
      return Math.min(Math.max(0, error - (low - value)), high - low);
    }
    return Math.min(error, Math.max(value - low, high - value));
  }

  double scale() {
    return scale;
  }

  double shift() {
    return shift;
  }

  double deltaScale() {
    return deltaScale;
  }

  double deltaShift() {
    return deltaShift;
  }

  /** Whether r·x̂ + d is (x − μ)/σ with the running μ and σ, whatever the batch's statistics. */
  boolean cancels() {
    return unclipped;
  }

  double runningMean() {
    return runningMean;
  }

  SpreadBound running() {
    return running;
  }
}
