package org.normaudit.verification.core.bound;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/** The allowances of one channel: statistics first, then what is made of them. */
final class ChannelBounds {
  private final Step input;
  private final Convention convention;
  private final ErrorModel model;
  private final Rounding r;
  private final int c;
  private final boolean backward;
  private final Optional<SecondOrder> second;
  private final double[] x;
  private final double[] dy;
  private final Moments data;
  private final StatisticsBound statistics;
  private final SpreadBound batch;
  private final SpreadBound running;

  ChannelBounds(
      Step input,
      Convention convention,
      ErrorModel model,
      Rounding rounding,
      int c,
      boolean backward) {
    this.input = input;
    this.convention = convention;
    this.model = model;
    this.r = rounding;
    this.c = c;
    this.backward = backward;
    this.second = backward ? input.second() : Optional.empty();
    this.x = gather(input.shape(), c, input.x());
    this.dy = backward ? gather(input.shape(), c, input.dy()) : new double[0];
    this.data = Moments.of(x);
    this.statistics = StatisticsBound.of(r, model, data);
    int m = x.length;
    this.batch =
        m == 0 ? SpreadBound.given(r, 1) : batchSpread(convention.get(Coordinates.NORMALIZING));
    double spread = input.state().spread()[c];
    SpreadBound plain = SpreadBound.running(r, convention, input.epsilon(), spread);
    if (input.mode() == Mode.INFERENCE) {
      this.running =
          convention.get(Coordinates.INFERENCE) == Convention.Inference.PLAIN
              ? plain
              : plain.withFurtherEpsilon(r, input.epsilon());
    } else {
      this.running =
          convention.get(Coordinates.DENOMINATOR) == Convention.Denominator.RUNNING
              ? plain
              : plain.flooredAt(r, input.epsilon());
    }
  }

  private SpreadBound batchSpread(UpdateRule.Correction correction) {
    double v = SpreadBound.corrected(data.variance(), data.count(), correction);
    return SpreadBound.of(
        r,
        convention.get(Coordinates.EPSILON),
        input.epsilon(),
        v,
        statistics.corrected(r, data, correction));
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

  Map<Role, double[]> compute() {
    Map<Role, double[]> out = new HashMap<>();
    if (trains()) {
      training(out);
    } else {
      fixed(out);
    }
    inflate(out);
    return out;
  }

  private boolean trains() {
    return input.mode() == Mode.TRAINING && x.length > 0;
  }

  private void restrict(Normalized xhat, double scale, double shift, Map<Role, double[]> out) {
    OverflowDomain domain = OverflowDomain.of(r);
    double gamma = input.gamma()[c];
    double size = model.folded() ? 2 * (data.maxAbs() + Math.abs(input.state().mean()[c])) : 0;
    if (trains()) {
      domain.ofStatistics(data, xhat, out);
    }
    domain.ofOutput(xhat, scale, shift, size, out);
    if (model.folded()) {
      domain.ofFolded(xhat, scale, gamma, out);
    }
    if (!backward) {
      return;
    }
    Extent upstream = Extent.of(dy);
    if (trains()) {
      domain.ofPullback(xhat, scale, gamma, size, upstream, out);
    } else {
      domain.ofFixed(xhat, gamma, upstream, out);
    }
    domain.ofSums(xhat, scale, shift, size, upstream, out);
    if (second.isPresent()) {
      double[] ddx = gather(input.shape(), c, second.get().ddx());
      domain.ofDoubleBackward(xhat, scale, gamma, upstream, Extent.of(ddx), out);
    }
  }

  private void fixed(Map<Role, double[]> out) {
    double mean = input.state().mean()[c];
    out.put(Roles.RUNNING_MEAN, new double[1]);
    out.put(Roles.RUNNING_SPREAD, new double[1]);
    Normalized xhat = Normalized.fixed(r, x, mean, running);
    gradient(mean, 0).fixed(xhat, out);
    if (second.isPresent()) {
      doubleBackward(second.get()).fixed(xhat, out);
    }
    restrict(xhat, 1, 0, out);
  }

  private void training(Map<Role, double[]> out) {
    new RunningBound(input, convention, r, c, data, statistics).put(out);
    Normalized xhat = Normalized.batch(r, x, data, statistics.mean(), batch);
    double normalizing =
        SpreadBound.corrected(
            data.variance(), data.count(), convention.get(Coordinates.NORMALIZING));
    GradientBound gradient = gradient(data.mean(), normalizing);
    RenormBound renorm = null;
    Approximate scale = Approximate.exact(1);
    Approximate shift = Approximate.exact(0);
    if (Bounds.renormalizes(input)) {
      renorm = new RenormBound(input, convention, model, r, c, data, statistics, batch, running);
      scale = new Approximate(renorm.scale(), renorm.deltaScale());
      shift = new Approximate(renorm.shift(), renorm.deltaShift());
      out.put(Roles.R, new double[] {r.stored(scale.value(), scale.error())});
      out.put(Roles.D, new double[] {r.stored(shift.value(), shift.error())});
    }
    gradient.training(xhat, renorm, out);
    if (renorm != null && convention.get(Coordinates.FOLD) == Convention.RenormPlacement.MOMENTS) {
      FoldedMomentsBound folded =
          new FoldedMomentsBound(
              r, model.depth(x.length), data, statistics, input.epsilon(), renorm);
      double gamma = input.gamma()[c];
      folded.forward(x, xhat.centered(), gamma, input.beta()[c], out);
      if (backward) {
        folded.pullback(x, xhat.centered(), dy, gamma, out);
      }
    } else if (second.isPresent()) {
      CurvatureBound curvature =
          CurvatureBound.of(r, model.depth(x.length), xhat, gradient, folding(), true);
      doubleBackward(second.get()).training(curvature, scale, shift, out);
    }
    restrict(xhat, scale.value(), shift.value(), out);
  }

  private GradientBound gradient(double mean, double normalizing) {
    double[] gamma = new double[x.length];
    double[] beta = new double[x.length];
    Arrays.fill(gamma, input.gamma()[c]);
    Arrays.fill(beta, input.beta()[c]);
    return new GradientBound(input, convention, model, r, gamma, beta, x, dy, mean, normalizing);
  }

  private double[] folding() {
    double[] errors = new double[x.length];
    for (int k = 0; k < errors.length && model.folded(); k++) {
      errors[k] = r.gamma(6) * (Math.abs(x[k]) + 2 * Math.abs(data.mean()));
    }
    return errors;
  }

  private DoubleBackwardBound doubleBackward(SecondOrder upstream) {
    return new DoubleBackwardBound(
        r,
        model.depth(x.length),
        input.gamma()[c],
        dy,
        gather(input.shape(), c, upstream.ddx()),
        upstream.ddgamma()[c],
        upstream.ddbeta()[c]);
  }

  // The bounds are sums of positive terms, evaluated in binary64 themselves.
  private void inflate(Map<Role, double[]> out) {
    out.values().forEach(bounds -> inflate(bounds, x.length));
  }

  static void inflate(double[] bounds, int terms) {
    double factor = 1 + (2.0 * terms + 200) * 0x1p-53;
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Double.isNaN(bounds[i]) ? Double.POSITIVE_INFINITY : bounds[i] * factor;
    }
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
