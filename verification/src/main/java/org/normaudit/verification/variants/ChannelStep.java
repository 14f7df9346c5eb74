package org.normaudit.verification.variants;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.UpdateRule;

/**
 * One step of one channel on a {@link Machine}. Batch normalization is renormalization with r = 1
 * and d = 0, which cost no rounding.
 */
final class ChannelStep {
  private final LayerInput in;
  private final int c;
  private final Variant variant;
  private final Machine a;
  private final Summation order;
  private final double[] x;
  private final double[] dy;
  private final double gamma;
  private final double epsilon;
  private final Map<Quantity, double[]> results = new EnumMap<>(Quantity.class);

  ChannelStep(Variant variant, LayerInput in, int c) {
    this.in = in;
    this.c = c;
    this.variant = variant;
    this.a = new Machine(variant.compute(), variant.fused());
    this.order = variant.summation();
    this.x = gather(in.x());
    this.dy = gather(in.dy());
    this.gamma = in.gamma()[c];
    this.epsilon = a.round(in.epsilon());
  }

  private double[] gather(double[] tensor) {
    return VariantLayer.gather(in.shape(), c, tensor);
  }

  private void put(Quantity quantity, double... values) {
    results.put(quantity, values);
  }

  /** Inference, and any step without values. */
  Map<Quantity, double[]> infer() {
    double mean = in.state().mean()[c];
    double spread = in.state().spread()[c];
    put(Quantity.RUNNING_MEAN, mean);
    put(Quantity.RUNNING_SPREAD, spread);
    double sigma = in.layer() == LayerKind.BATCH_RENORM ? spread : sigma(spread);
    Standardized s = new Standardized(mean, sigma, 1, 0);
    forward(s);
    double[] dx = new double[x.length];
    for (int k = 0; k < dx.length; k++) {
      dx[k] = s.overSigma(a.multiply(gamma, dy[k]));
    }
    put(Quantity.DX, dx);
    in.second().ifPresent(v -> results.putAll(second(s, v).fixed()));
    return results;
  }

  /** Training. */
  Map<Quantity, double[]> train() {
    VarianceAlgorithm.Moments batch = variant.variance().of(a, order, x);
    double mean = batch.mean();
    double sigma = sigma(batch.variance());
    double keptVariance = batch.variance();
    if (in.rule().correction() == UpdateRule.Correction.BESSEL) {
      keptVariance = a.divide(a.multiply(keptVariance, a.round(x.length)), a.round(x.length - 1.0));
    }
    Standardized s;
    if (in.layer() == LayerKind.BATCH_RENORM) {
      s = corrected(mean, sigma);
      put(Quantity.R, s.r);
      put(Quantity.D, s.d);
      put(Quantity.RUNNING_SPREAD, updated(in.state().spread()[c], sigma(keptVariance)));
    } else {
      s = new Standardized(mean, sigma, 1, 0);
      put(Quantity.RUNNING_SPREAD, updated(in.state().spread()[c], keptVariance));
    }
    put(Quantity.RUNNING_MEAN, updated(in.state().mean()[c], mean));
    forward(s);
    put(Quantity.DX, pullback(s));
    in.second().ifPresent(v -> results.putAll(second(s, v).training()));
    return results;
  }

  private SecondStep second(Standardized s, SecondOrder v) {
    return new SecondStep(a, order, s, dy, gather(v.ddx()), gamma, v.ddgamma()[c], v.ddbeta()[c]);
  }

  private double sigma(double v) {
    return a.sqrt(a.add(v, epsilon));
  }

  private Standardized corrected(double mean, double sigma) {
    double spread = in.state().spread()[c];
    double offset = a.subtract(mean, in.state().mean()[c]);
    boolean divided = variant.form() == OutputForm.DIVIDED;
    double inverse = a.divide(1, spread);
    double ratio = divided ? a.divide(sigma, spread) : a.multiply(sigma, inverse);
    double shift = divided ? a.divide(offset, spread) : a.multiply(offset, inverse);
    double high = a.round(in.clip().rMax());
    double far = a.round(in.clip().dMax());
    double r = Math.min(Math.max(ratio, a.divide(1, high)), high);
    return new Standardized(mean, sigma, r, Math.min(Math.max(shift, -far), far));
  }

  private double updated(double old, double batch) {
    UpdateRule rule = in.rule();
    long updates = in.state().updates();
    return switch (rule.sense()) {
      case TAKE, DEBIASED ->
          a.multiplyAdd(a.round(rule.rateAt(updates)), a.subtract(batch, old), old);
      case KEEP -> {
        double momentum = a.round(rule.momentum());
        yield a.multiplyAdd(momentum, old, a.multiply(a.subtract(1, momentum), batch));
      }
      case CUMULATIVE -> a.add(old, a.divide(a.subtract(batch, old), a.round(updates + 1.0)));
      case FROZEN -> old;
    };
  }

  private void forward(Standardized s) {
    double beta = in.beta()[c];
    double[] y = new double[x.length];
    double[] z = new double[x.length];
    double slope = s.scale();
    double offset = a.multiplyAdd(-s.mean, slope, a.multiplyAdd(gamma, s.d, beta));
    for (int k = 0; k < y.length; k++) {
      z[k] = a.multiplyAdd(s.xhat[k], s.r, s.d);
      y[k] =
          variant.form() == OutputForm.FOLDED
              ? a.multiplyAdd(x[k], slope, offset)
              : a.multiplyAdd(gamma, z[k], beta);
    }
    put(Quantity.Y, y);
    double sum = order.sum(a, dy);
    put(Quantity.DBETA, sum);
    put(
        Quantity.DGAMMA,
        variant.form() == OutputForm.FOLDED
            ? a.multiplyAdd(
                a.multiply(s.r, s.inverse), order.dot(a, dy, s.centered), a.multiply(s.d, sum))
            : order.dot(a, dy, z));
  }

  private double[] pullback(Standardized s) {
    double[] dx = new double[x.length];
    switch (variant.form()) {
      case DIVIDED -> {
        double[] g = new double[x.length];
        for (int k = 0; k < g.length; k++) {
          g[k] = a.multiply(gamma, dy[k]);
        }
        double mean = order.mean(a, g);
        double along = order.meanProduct(a, g, s.xhat);
        for (int k = 0; k < dx.length; k++) {
          double t = a.multiplyAdd(-along, s.xhat[k], a.subtract(g[k], mean));
          dx[k] = a.multiply(a.divide(t, s.sigma), s.r);
        }
      }
      case RECIPROCAL -> {
        double mean = order.mean(a, dy);
        double along = order.meanProduct(a, dy, s.xhat);
        double scale = s.scale();
        for (int k = 0; k < dx.length; k++) {
          double t = a.multiplyAdd(-along, s.xhat[k], a.subtract(dy[k], mean));
          dx[k] = a.multiply(t, scale);
        }
      }
      case FOLDED -> {
        double along = order.meanProduct(a, dy, s.centered);
        double scale = s.scale();
        double slope = -a.multiply(scale, a.multiply(s.inverse, a.multiply(s.inverse, along)));
        double offset = a.multiplyAdd(-slope, s.mean, -a.multiply(scale, order.mean(a, dy)));
        for (int k = 0; k < dx.length; k++) {
          dx[k] = a.multiplyAdd(scale, dy[k], a.multiplyAdd(slope, x[k], offset));
        }
      }
    }
    return dx;
  }

  /** x̂ of this channel, before r and d. */
  final class Standardized {
    final double mean;
    final double sigma;
    final double inverse;
    final double r;
    final double d;
    final double[] centered = new double[x.length];
    final double[] xhat = new double[x.length];

    Standardized(double mean, double sigma, double r, double d) {
      this.mean = mean;
      this.sigma = sigma;
      this.inverse = a.divide(1, sigma);
      this.r = r;
      this.d = d;
      for (int k = 0; k < x.length; k++) {
        centered[k] = a.subtract(x[k], mean);
        xhat[k] = overSigma(centered[k]);
      }
    }

    double overSigma(double v) {
      return variant.form() == OutputForm.DIVIDED ? a.divide(v, sigma) : a.multiply(v, inverse);
    }

    /** γr/σ. */
    double scale() {
      return a.multiply(a.multiply(gamma, r), inverse);
    }
  }
}
