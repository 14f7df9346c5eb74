package org.normaudit.reference.contract;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule;

/**
 * The largest error of an honest implementation in each result of one channel: the operations of
 * the layer, one after another, in {@link Measured} numbers. Two steps are known more closely than
 * operation by operation: the variance, in which the error of the mean counts squared because
 * Σ(x−μ) = 0, and a clipped r or d, in which no error is left.
 *
 * <p>To first order in u; {@link #of} closes with a factor for the rest. Results must stay clear of
 * overflow and underflow.
 */
public final class Allowance {
  private final LayerInput in;
  private final Precision precision;
  private final int channel;
  private final List<Measured> x;
  private final List<Measured> dy;
  private final Measured gamma;
  private final Measured beta;
  private final Measured runningMean;
  private final Measured runningSpread;
  private final Map<Quantity, List<Measured>> results = new EnumMap<>(Quantity.class);

  private Allowance(LayerInput in, int channel, Precision precision) {
    this.in = in;
    this.channel = channel;
    this.precision = precision;
    x = Measured.exact(Channels.gather(in.shape(), channel, in.x()), precision);
    dy = Measured.exact(Channels.gather(in.shape(), channel, in.dy()), precision);
    gamma = exact(in.gamma()[channel]);
    beta = exact(in.beta()[channel]);
    runningMean = exact(in.state().mean()[channel]);
    runningSpread = exact(in.state().spread()[channel]);
  }

  /** The largest error of every result of a channel with m &gt; 0, absolute. */
  public static Map<Quantity, double[]> of(LayerInput in, int channel, Precision precision) {
    Allowance allowance = new Allowance(in, channel, precision);
    if (in.mode() == Mode.TRAINING) {
      allowance.training();
    } else {
      allowance.inference();
    }
    return allowance.closed();
  }

  // The longest chain of dependent roundings is three sums and the few operations between them; a
  // chain of k roundings is off by at most ku/(1 − ku).
  private Map<Quantity, double[]> closed() {
    double chain = 3 * (x.size() + 6 * Math.max(precision.division(), precision.root()));
    double rest = 1 / (1 - chain * precision.u());
    if (!(rest > 0)) {
      throw new IllegalArgumentException(
          "no bound for %d values at u = %s".formatted(x.size(), precision.u()));
    }
    Map<Quantity, double[]> errors = new EnumMap<>(Quantity.class);
    results.forEach(
        (quantity, list) ->
            errors.put(quantity, list.stream().mapToDouble(r -> stored(r, rest)).toArray()));
    return errors;
  }

  private double stored(Measured result, double rest) {
    double error = result.error() * rest;
    if (precision.storage() == precision.compute()) {
      return error;
    }
    double rounding = precision.storage().unitRoundoff() * (Math.abs(result.value()) + error);
    return error + Math.max(rounding, precision.storage().minSubnormal() / 2);
  }

  private void training() {
    Measured mean = Measured.mean(x);
    Measured variance = variance(mean);
    Measured sigma = root(variance);
    List<Measured> xhat = standardized(mean, sigma);
    Measured r = exact(1);
    Measured d = exact(0);
    List<Measured> renormalized = xhat;
    if (in.layer() == LayerKind.BATCH_RENORM) {
      Clip clip = in.clip();
      r = clipped(sigma.over(runningSpread), 1 / clip.rMax(), clip.rMax());
      d = clipped(mean.minus(runningMean).over(runningSpread), -clip.dMax(), clip.dMax());
      put(Quantity.R, r);
      put(Quantity.D, d);
      renormalized = new ArrayList<>();
      for (Measured e : xhat) {
        renormalized.add(e.times(r).plus(d));
      }
    }
    put(Quantity.RUNNING_MEAN, updated(runningMean, mean));
    put(Quantity.RUNNING_SPREAD, updated(runningSpread, kept(variance)));
    output(renormalized);

    List<Measured> projected = SecondOrderAllowance.project(Measured.products(dy, gamma), xhat);
    Measured scale = r.over(sigma);
    results.put(Quantity.DX, Measured.products(projected, scale));
    // Either form, Σ dy·(r·x̂ + d) or r·Σ dy·x̂ + d·Σ dy.
    Measured whole = Measured.sum(Measured.products(dy, renormalized));
    Measured split =
        Measured.sum(Measured.products(dy, xhat)).times(r).plus(Measured.sum(dy).times(d));
    put(Quantity.DGAMMA, whole.with(whole.value(), Math.max(whole.error(), split.error())));
    put(Quantity.DBETA, Measured.sum(dy));
    if (in.second().isPresent()) {
      new SecondOrderAllowance(in, channel, precision)
          .training(xhat, sigma, r, d, renormalized, results);
    }
  }

  private void inference() {
    Measured sigma = in.layer() == LayerKind.BATCH_NORM ? root(runningSpread) : runningSpread;
    List<Measured> xhat = standardized(runningMean, sigma);
    put(Quantity.RUNNING_MEAN, runningMean);
    put(Quantity.RUNNING_SPREAD, runningSpread);
    output(xhat);
    results.put(
        Quantity.DX, Measured.products(dy, gamma).stream().map(g -> g.over(sigma)).toList());
    put(Quantity.DGAMMA, Measured.sum(Measured.products(dy, xhat)));
    put(Quantity.DBETA, Measured.sum(dy));
    if (in.second().isPresent()) {
      new SecondOrderAllowance(in, channel, precision).fixed(xhat, sigma, results);
    }
  }

  private void output(List<Measured> xhat) {
    results.put(Quantity.Y, xhat.stream().map(e -> e.times(gamma).plus(beta)).toList());
  }

  private List<Measured> standardized(Measured mean, Measured sigma) {
    List<Measured> xhat = new ArrayList<>();
    for (Measured e : x) {
      double deviation = e.value() - mean.value();
      double charge = precision.u() * (Math.abs(deviation) + mean.error());
      xhat.add(e.with(deviation, mean.error() + charge).over(sigma));
    }
    return xhat;
  }

  /** V: (m + division + 2)u of it for the deviations, squares, sum and division, and Δμ². */
  private Measured variance(Measured mean) {
    double v = 0;
    double squares = 0;
    for (Measured e : x) {
      v += (e.value() - mean.value()) * (e.value() - mean.value()) / x.size();
      squares += e.value() * e.value() / x.size();
    }
    double spread = precision.updating() ? Math.sqrt(v * squares) : v;
    double roundings = x.size() + precision.division() + 3;
    double deviation = mean.error() * (1 + precision.u());
    return exact(v).with(v, roundings * precision.u() * spread + deviation * deviation);
  }

  /** √(V + ε): half the relative error of the sum, and that of the root. */
  private Measured root(Measured variance) {
    double sum = variance.value() + in.epsilon();
    double sigma = Math.sqrt(sum);
    double relative = variance.error() / sum / 2 + (0.5 + precision.root()) * precision.u();
    return variance.with(sigma, sigma * relative);
  }

  private Measured clipped(Measured v, double low, double high) {
    double value = Math.min(Math.max(v.value(), low), high);
    boolean firmly = v.value() - v.error() > high || v.value() + v.error() < low;
    // 1/r_max is a division; the other bounds are exact.
    double bound = value == low ? precision.division() * precision.u() * Math.abs(low) : 0;
    return v.with(value, (firmly ? 0 : v.error()) + bound);
  }

  private Measured kept(Measured variance) {
    Measured kept = variance;
    if (in.rule().correction() == UpdateRule.Correction.BESSEL
        && in.rule().sense() != UpdateRule.Sense.FROZEN) {
      kept = variance.times(exact(x.size())).over(exact(x.size() - 1.0));
    }
    return in.layer() == LayerKind.BATCH_NORM ? kept : root(kept);
  }

  /** Either form, old + α(batch − old) or (1 − α)·old + α·batch. */
  private Measured updated(Measured old, Measured batch) {
    if (in.rule().sense() == UpdateRule.Sense.FROZEN) {
      return old;
    }
    double alpha = in.rule().rateAt(in.state().updates());
    Measured rate =
        switch (in.rule().sense()) {
          case CUMULATIVE -> exact(1).over(exact(in.state().updates() + 1.0));
          // As closely as the rule itself gives it.
          case DEBIASED -> exact(alpha).with(alpha, 8 * precision.u() * alpha);
          default -> exact(alpha);
        };
    Measured stepped = old.plus(rate.times(batch.minus(old)));
    Measured blended = exact(1).minus(rate).times(old).plus(rate.times(batch));
    return blended.with(blended.value(), Math.max(stepped.error(), blended.error()));
  }

  private Measured exact(double value) {
    return Measured.exact(value, precision);
  }

  private void put(Quantity quantity, Measured value) {
    results.put(quantity, List.of(value));
  }
}
