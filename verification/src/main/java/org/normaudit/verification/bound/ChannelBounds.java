package org.normaudit.verification.bound;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** The allowances of one channel: statistics first, then what is made of them. */
final class ChannelBounds {
  private final LayerInput input;
  private final Convention convention;
  private final ErrorModel model;
  private final Rounding r;
  private final int c;
  private final double[] x;
  private final double[] dy;
  private final Moments data;
  private final StatisticsBound statistics;
  private final SpreadBound batch;
  private final SpreadBound running;

  ChannelBounds(
      LayerInput input, Convention convention, ErrorModel model, Rounding rounding, int c) {
    this.input = input;
    this.convention = convention;
    this.model = model;
    this.r = rounding;
    this.c = c;
    this.x = gather(input.shape(), c, input.x());
    this.dy = gather(input.shape(), c, input.dy());
    this.data = Moments.of(x);
    this.statistics = StatisticsBound.of(r, model, data);
    int m = x.length;
    this.batch = m == 0 ? SpreadBound.given(r, 1) : batchSpread(convention.normalizing());
    double spread = input.state().spread()[c];
    SpreadBound plain = SpreadBound.running(r, convention, input.epsilon(), spread);
    if (input.mode() == Mode.INFERENCE) {
      this.running =
          convention.inference() == Convention.Inference.PLAIN
              ? plain
              : plain.withFurtherEpsilon(r, input.epsilon());
    } else {
      this.running =
          convention.denominator() == Convention.Denominator.RUNNING
              ? plain
              : plain.flooredAt(r, input.epsilon());
    }
  }

  private SpreadBound batchSpread(UpdateRule.Correction correction) {
    double v = SpreadBound.corrected(data.variance(), data.count(), correction);
    return SpreadBound.of(r, convention.epsilon(), input.epsilon(), v, keptDelta(v, correction));
  }

  // Bessel's factor m/(m−1) costs three roundings and scales the error with the variance.
  private double keptDelta(double corrected, UpdateRule.Correction correction) {
    if (correction == UpdateRule.Correction.BIASED) {
      return statistics.variance();
    }
    double factor = data.count() / (data.count() - 1.0);
    return statistics.variance() * factor * (1 + r.gamma(3)) + r.gamma(3) * corrected;
  }

  ChannelTerms terms() {
    SpreadBound divisor = input.mode() == Mode.INFERENCE ? running : batch;
    return new ChannelTerms(
        data.kappa(),
        data.mean(),
        data.meanLow(),
        data.variance(),
        divisor.sigma(),
        statistics.mean(),
        statistics.variance(),
        divisor.relative(),
        divisor.inverse());
  }

  Map<Quantity, double[]> compute() {
    Map<Quantity, double[]> out = new EnumMap<>(Quantity.class);
    if (input.mode() == Mode.INFERENCE || x.length == 0) {
      double mean = input.state().mean()[c];
      out.put(Quantity.RUNNING_MEAN, new double[1]);
      out.put(Quantity.RUNNING_SPREAD, new double[1]);
      Normalized fixed = Normalized.fixed(r, x, mean, running);
      new GradientBound(input, convention, model, r, c, x, dy, mean, 0).fixed(fixed, out);
    } else {
      putRunning(out);
      Normalized xhat = Normalized.batch(r, x, data, statistics.mean(), batch);
      double normalizing =
          SpreadBound.corrected(data.variance(), data.count(), convention.normalizing());
      GradientBound gradient =
          new GradientBound(input, convention, model, r, c, x, dy, data.mean(), normalizing);
      if (Bounds.renormalizes(input)) {
        RenormBound renorm =
            new RenormBound(input, convention, model, r, c, data, statistics, batch, running);
        out.put(Quantity.R, new double[] {r.stored(renorm.scale(), renorm.deltaScale())});
        out.put(Quantity.D, new double[] {r.stored(renorm.shift(), renorm.deltaShift())});
        gradient.training(xhat, renorm, out);
      } else {
        gradient.training(xhat, null, out);
      }
    }
    boolean moments = Bounds.renormalizes(input) && convention.fold() == Convention.Fold.MOMENTS;
    if (moments || input.second().isPresent()) {
      RunningErrors.of(r, model, convention, input, c)
          .forEach(
              (quantity, bounds) -> {
                if (moments || !out.containsKey(quantity)) {
                  out.put(quantity, bounds);
                }
              });
    }
    if (mayOverflow()) {
      out.replaceAll((quantity, bounds) -> infinite(bounds.length));
    }
    inflate(out);
    return out;
  }

  private void putRunning(Map<Quantity, double[]> out) {
    out.put(
        Quantity.RUNNING_MEAN,
        new double[] {updated(input.state().mean()[c], data.mean(), statistics.mean())});
    UpdateRule.Correction correction = input.rule().correction();
    if (correction == UpdateRule.Correction.BESSEL && data.count() < 2) {
      // Bessel's correction of one value is not defined; whatever is kept is not judged.
      out.put(Quantity.RUNNING_SPREAD, infinite(1));
      return;
    }
    double v = SpreadBound.corrected(data.variance(), data.count(), correction);
    double delta = keptDelta(v, correction);
    SpreadBound kept = batchSpread(correction);
    double value;
    double error;
    switch (convention.kept()) {
      case VARIANCE -> {
        value = v;
        error = delta;
      }
      case DEVIATION -> {
        value = kept.sigma();
        error = kept.relative() * kept.sigma();
      }
      default -> {
        value = 1 / kept.sigma();
        error = kept.inverse() / kept.sigma();
      }
    }
    out.put(
        Quantity.RUNNING_SPREAD, new double[] {updated(input.state().spread()[c], value, error)});
  }

  /**
   * The update in either of its forms, old + α(batch − old) or (1−α)·old + α·batch, with α and 1 −
   * α rounded to the compute format.
   */
  private double updated(double old, double batchValue, double batchError) {
    UpdateRule rule = input.rule();
    if (rule.sense() == UpdateRule.Sense.FROZEN) {
      return 0;
    }
    double alpha = rule.rateAt(input.state().updates());
    double alphaError = r.u() * Math.max(alpha, 1 - alpha) + rateError(rule, alpha);
    double size = Math.abs(batchValue) + batchError;
    double updated = Math.abs(old + alpha * (batchValue - old));
    double error =
        (alpha + alphaError) * batchError
            + alphaError * (Math.abs(batchValue - old) + batchError)
            + 2 * r.gamma(2) * (alpha * size + Math.abs(old))
            + 3 * r.eta();
    return r.stored(updated, error + r.u() * (updated + error));
  }

  // 1/k is a division. (1−m)/(1−mᵏ) has 1 − m to u, mᵏ to (k+1)u as a power or as a product, and
  // 1 − mᵏ = (1−m)/α in the denominator; the division, or the state that is kept undivided, comes
  // on
  // top.
  private double rateError(UpdateRule rule, double alpha) {
    return switch (rule.sense()) {
      case CUMULATIVE -> r.division() * alpha;
      case DEBIASED -> {
        double k = input.state().updates() + 1.0;
        double weight = (1 - rule.momentum()) / alpha;
        yield rule.momentum() == 1
            ? (r.gamma(k) + r.division()) * alpha
            : (r.u() + r.gamma(k + 2) * alpha) / weight + r.division() * alpha;
      }
      default -> 0;
    };
  }

  // Squares, their sum, and the products of the gradient must stay finite for the model to hold.
  private boolean mayOverflow() {
    double m = Math.max(1, x.length);
    double deviation = data.maxAbs() + Math.abs(input.state().mean()[c]);
    double square = 4 * m * deviation * deviation;
    boolean statisticsOverflow = input.mode() == Mode.TRAINING && !(square <= r.overflow());
    double upstream = 0;
    for (double v : dy) {
      upstream = Math.max(upstream, Math.abs(v));
    }
    double sigma = Math.min(running.sigma(), batch.sigma());
    double product = m * upstream * deviation / sigma;
    double gradient = Math.max(1, Math.abs(input.gamma()[c])) * upstream * m / sigma;
    return statisticsOverflow
        || !(2 * deviation / sigma <= r.overflow())
        || !(1 / sigma <= r.overflow())
        || !(8 * product <= r.overflow())
        || !(8 * gradient <= r.overflow());
  }

  // The bounds are sums of positive terms, evaluated in binary64 themselves.
  private void inflate(Map<Quantity, double[]> out) {
    double factor = 1 + (2.0 * x.length + 200) * 0x1p-53;
    for (double[] bounds : out.values()) {
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = Double.isNaN(bounds[i]) ? Double.POSITIVE_INFINITY : bounds[i] * factor;
      }
    }
  }

  private static double[] infinite(int n) {
    double[] all = new double[n];
    java.util.Arrays.fill(all, Double.POSITIVE_INFINITY);
    return all;
  }

  private static double[] gather(Shape shape, int c, double[] tensor) {
    double[] values = new double[shape.count()];
    for (int o = 0, k = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++, k++) {
        values[k] = tensor[shape.index(o, c, i)];
      }
    }
    return values;
  }
}
