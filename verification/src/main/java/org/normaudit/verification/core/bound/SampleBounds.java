package org.normaudit.verification.core.bound;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * The allowances of a layer with the statistics of a sample. What is normalized is bounded set by
 * set, as a channel of batch normalization is, with γ·dy for the upstream gradient; dγ and dβ are
 * sums over a channel, which gather the bounds of x̂ from all sets that the channel has a part in.
 */
final class SampleBounds {
  private final Step input;
  private final Convention convention;
  private final ErrorModel model;
  private final Rounding r;
  private final Shape shape;
  private final Shape sets;
  private final Optional<SecondOrder> second;
  private final boolean backward;
  private final boolean centered;
  private final Extent upstream;
  private final double[] xhat;
  private final double[] deltaXhat;
  private final Approximate[] projectedV;
  private final Map<Role, double[]> allowed = new HashMap<>();

  SampleBounds(Step input, Convention convention, ErrorModel model, Rounding r, boolean backward) {
    this.input = input;
    this.convention =
        input.layer().is(Property.SHIFT_INVARIANT)
            ? convention
            : convention.with(Coordinates.NORMALIZING, Correction.BIASED);
    this.model = model;
    this.r = r;
    this.shape = input.shape();
    this.sets = input.statistics().view();
    this.backward = backward;
    this.second = backward ? input.second() : Optional.empty();
    this.centered = input.layer().is(Property.SHIFT_INVARIANT);
    this.upstream = Extent.of(input.dy());
    this.xhat = new double[shape.size()];
    this.deltaXhat = new double[shape.size()];
    this.projectedV = new Approximate[shape.size()];
  }

  Bounds compute() {
    ChannelTerms[] terms = new ChannelTerms[sets.count() == 0 ? 0 : sets.channels()];
    allowed.put(Roles.Y, new double[shape.size()]);
    if (backward) {
      allowed.put(Roles.DX, new double[shape.size()]);
    }
    if (second.isPresent()) {
      allowed.put(Roles.GRAD_X, new double[shape.size()]);
      allowed.put(Roles.GRAD_DY, new double[shape.size()]);
    }
    double smallest = Double.POSITIVE_INFINITY;
    for (int set = 0; set < terms.length; set++) {
      terms[set] = ofSet(set * sets.inner(), (set + 1) * sets.inner());
      smallest = Math.min(smallest, terms[set].sigma());
    }
    for (int c = 0; c < shape.channels() && backward; c++) {
      ofChannel(c, smallest);
    }
    return new Bounds(allowed, terms);
  }

  private ChannelTerms ofSet(int from, int to) {
    double[] x = Arrays.copyOfRange(input.x(), from, to);
    double[] dy = backward ? Arrays.copyOfRange(input.dy(), from, to) : new double[0];
    double[] gamma = perValue(input.gamma(), from, to);
    Moments data = centered ? Moments.of(x) : Moments.aboutZero(x);
    StatisticsBound statistics =
        centered ? StatisticsBound.of(r, model, data) : StatisticsBound.aboutZero(r, model, data);
    double variance =
        SpreadBound.corrected(data.variance(), x.length, convention.get(Coordinates.NORMALIZING));
    SpreadBound sigma =
        SpreadBound.of(
            r,
            convention.get(Coordinates.EPSILON),
            input.epsilon(),
            variance,
            statistics.corrected(r, data, convention.get(Coordinates.NORMALIZING)));
    Normalized n = Normalized.batch(r, x, data, statistics.mean(), sigma);
    System.arraycopy(n.xhat(), 0, xhat, from, x.length);
    System.arraycopy(n.delta(), 0, deltaXhat, from, x.length);

    double[] beta = perValue(input.beta(), from, to);
    GradientBound gradient =
        new GradientBound(input, convention, model, r, gamma, beta, x, dy, data.mean(), variance);
    Map<Role, double[]> out = new HashMap<>();
    gradient.training(n, null, out);
    if (second.isPresent()) {
      doubleBackward(second.get(), n, gradient, data, from, dy, gamma, out);
    }
    restrict(n, data, gamma, out);
    out.forEach(
        (quantity, bounds) -> {
          if (quantity.isElementwise()) {
            ChannelBounds.inflate(bounds, x.length);
            System.arraycopy(bounds, 0, allowed.get(quantity), from, x.length);
          }
        });
    return new ChannelTerms(
        data.kappa(),
        data.mean(),
        data.meanLow(),
        data.variance(),
        sigma.sigma(),
        statistics.mean(),
        statistics.variance(),
        sigma.relative(),
        sigma.inverse());
  }

  // grad_x = B(v, γ·dy) + P(ggG·dy), grad_dy = γ·P(v) + ggG·x̂ + ggB.
  private void doubleBackward(
      SecondOrder of,
      Normalized n,
      GradientBound gradient,
      Moments data,
      int from,
      double[] dy,
      double[] gamma,
      Map<Role, double[]> out) {
    int m = dy.length;
    double[] folding = new double[m];
    for (int k = 0; k < m && model.folded(); k++) {
      folding[k] = r.gamma(6) * (Math.abs(input.x()[from + k]) + 2 * Math.abs(data.mean()));
    }
    CurvatureBound curvature = CurvatureBound.of(r, model.depth(m), n, gradient, folding, centered);
    Approximate.Operations a = new Approximate.Operations(r, model.depth(m), 2);
    Approximate[] upstream = Approximate.exact(dy);
    Approximate[] gammas = Approximate.exact(gamma);
    Approximate[] ggGamma = Approximate.exact(perValue(of.ddgamma(), from, from + m));
    Approximate[] ggBeta = Approximate.exact(perValue(of.ddbeta(), from, from + m));
    Approximate[] v = Approximate.exact(Arrays.copyOfRange(of.ddx(), from, from + m));
    Approximate[] bent = curvature.bend(v, a.products(gammas, upstream));
    Approximate[] fromGamma = curvature.project(a.products(ggGamma, upstream));
    Approximate[] projected = curvature.project(v);
    Approximate[] g = a.products(gammas, upstream);
    Underflow lost =
        new Underflow(
            r.eta(),
            curvature.s(),
            largest(gamma),
            1,
            largest(of.ddgamma()),
            curvature.along(g),
            curvature.along(v));
    double[] rests = curvature.rests(g, v);
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    for (int k = 0; k < m; k++) {
      double size = curvature.size(k);
      gradX[k] = stored(a.add(bent[k], fromGamma[k]).widened(lost.ofX(size, rests[k])));
      Approximate fromX = a.add(a.multiply(ggGamma[k], curvature.xhat(k)), ggBeta[k]);
      Approximate whole = a.add(a.multiply(gammas[k], projected[k]), fromX);
      gradDy[k] = stored(whole.widened(lost.ofDy(size)));
      projectedV[from + k] = projected[k].widened(lost.ofDy(size));
    }
    out.put(Roles.GRAD_X, gradX);
    out.put(Roles.GRAD_DY, gradDy);
  }

  // The sums over a channel take part too, so the whole of dy and v is looked at.
  private void restrict(Normalized n, Moments data, double[] gamma, Map<Role, double[]> out) {
    OverflowDomain domain = OverflowDomain.of(r);
    double maxGamma = largest(gamma);
    double size = model.folded() ? 2 * data.maxAbs() : 0;
    domain.ofStatistics(data, n, out);
    if (backward) {
      domain.ofPullback(n, 1, maxGamma, size, upstream, out);
    }
    domain.ofOutput(n, 1, 0, size, out);
    if (model.folded()) {
      domain.ofFolded(n, 1, maxGamma, out);
    }
    second.ifPresent(
        of -> domain.ofDoubleBackward(n, 1, maxGamma, upstream, Extent.of(of.ddx()), out));
  }

  private void ofChannel(int c, double smallestSigma) {
    int m = shape.count();
    int depth = model.depth(m);
    double[] dy = new double[m];
    double[] z = new double[m];
    double[] size = new double[m];
    double[] delta = new double[m];
    Approximate[] products = new Approximate[m];
    Approximate.Operations a = new Approximate.Operations(r, depth, 2);
    boolean lost = false;
    for (int k = 0; k < m; k++) {
      int i = shape.index(k / shape.inner(), c, k % shape.inner());
      dy[k] = input.dy()[i];
      z[k] = xhat[i];
      size[k] = Math.abs(xhat[i]);
      delta[k] = deltaXhat[i];
      lost |= Double.isInfinite(allowed.get(Roles.Y)[i]);
      if (second.isPresent()) {
        products[k] = a.multiply(Approximate.exact(dy[k]), projectedV[i]);
        lost |= Double.isInfinite(allowed.get(Roles.GRAD_DY)[i]);
      }
    }
    Map<Role, double[]> out = new HashMap<>();
    GradientBound.sums(r, depth, dy, z, size, delta, 1 / smallestSigma, out);
    if (second.isPresent()) {
      out.put(Roles.GRAD_GAMMA, new double[] {stored(a.sum(products))});
    }
    SpreadBound divisor = SpreadBound.given(r, smallestSigma);
    OverflowDomain.of(r)
        .ofSums(new Normalized(size, 0, size, delta, divisor), 1, 0, 0, Extent.of(dy), out);
    boolean learned = convention.get(Coordinates.SCALE) == Convention.Scale.LEARNED;
    for (Map.Entry<Role, double[]> entry : out.entrySet()) {
      double[] all = allowed.computeIfAbsent(entry.getKey(), q -> new double[shape.channels()]);
      double[] bound = entry.getValue();
      ChannelBounds.inflate(bound, m);
      boolean ofGamma = !entry.getKey().equals(Roles.DBETA);
      all[c] = lost && ofGamma ? Double.POSITIVE_INFINITY : bound[0];
      // The gradient of a γ that is not learned is 0, and nothing is computed for it.
      all[c] = ofGamma && !learned ? 0 : all[c];
    }
  }

  private double[] perValue(double[] perChannel, int from, int to) {
    double[] values = new double[to - from];
    Arrays.setAll(values, k -> perChannel[(from + k) / shape.inner() % shape.channels()]);
    return values;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private double stored(Approximate result) {
    return r.stored(result.value(), result.error());
  }
}
