package org.normaudit.verification.lab.variants;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.FoldedMoments;
import org.normaudit.reference.layer.Line;
import org.normaudit.reference.layer.Moments;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.SecondOrderStep;
import org.normaudit.reference.layer.Standardization;
import org.normaudit.reference.layer.Upstream;

/**
 * The primitives of the layers as an honest implementation computes them: on a machine that rounds
 * after every operation, with its order of sums, its algorithm for the variance and its form of the
 * output and the gradient.
 */
public class AlgorithmAlgebra extends Algebra<Double> {
  private final Machine machine;
  private final VarianceAlgorithm variance;
  private final Summation order;
  private final Form form;

  /** The primitives in one of the ways to compute them. */
  public AlgorithmAlgebra(Machine machine, VarianceAlgorithm variance, Summation order, Form form) {
    super(new MachineArithmetic(machine));
    this.machine = machine;
    this.variance = variance;
    this.order = order;
    this.form = form;
  }

  /** The machine that rounds. */
  public final Machine machine() {
    return machine;
  }

  @Override
  public Double sum(List<Double> v) {
    return order.sum(machine, array(v));
  }

  @Override
  public Double dot(List<Double> v, List<Double> w) {
    return machine.fused() ? order.dot(machine, array(v), array(w)) : sum(times(v, w));
  }

  @Override
  public Moments<Double> moments(BlockStep<Double> s, List<Double> x) {
    // Nothing can be halved or updated where there is nothing.
    VarianceAlgorithm algorithm = x.isEmpty() ? VarianceAlgorithm.TWO_PASS : variance;
    VarianceAlgorithm.Moments moments = algorithm.of(machine, order, array(x));
    return new Moments<>(moments.mean(), moments.variance(), minus(x, moments.mean()));
  }

  @Override
  public List<Double> standardize(List<Double> v, Double sigma) {
    return form.reciprocal() ? times(v, machine.divide(1, sigma)) : over(v, sigma);
  }

  @Override
  public Double ratio(Double numerator, Double denominator) {
    return form.pullback().isDivided()
        ? machine.divide(numerator, denominator)
        : machine.multiply(numerator, machine.divide(1, denominator));
  }

  @Override
  public List<Double> multiplyAdd(List<Double> v, Double c, Double d) {
    List<Double> result = new ArrayList<>(v.size());
    for (double e : v) {
      result.add(machine.multiplyAdd(e, c, d));
    }
    return result;
  }

  @Override
  public List<Double> affine(Line<Double> line) {
    return form.folded() && line.sigma() != null ? folded(line) : plain(line);
  }

  private List<Double> plain(Line<Double> line) {
    List<Double> y = new ArrayList<>(line.x().size());
    for (int k = 0; k < line.x().size(); k++) {
      y.add(machine.multiplyAdd(line.gamma().get(k), line.normalized().get(k), line.beta().get(k)));
    }
    return y;
  }

  private List<Double> folded(Line<Double> line) {
    List<Double> y = new ArrayList<>(line.x().size());
    double inverse = machine.divide(1, line.sigma());
    double r = line.r() == null ? 1 : line.r();
    double d = line.d() == null ? 0 : line.d();
    for (int k = 0; k < line.x().size(); k++) {
      double gamma = line.gamma().get(k);
      double scale = machine.multiply(gamma, r);
      double slope =
          form.reciprocal()
              ? machine.multiply(scale, inverse)
              : machine.divide(scale, line.sigma());
      double shift = machine.multiplyAdd(gamma, d, line.beta().get(k));
      double offset = machine.multiplyAdd(-line.mean(), slope, shift);
      y.add(machine.multiplyAdd(line.x().get(k), slope, offset));
    }
    return y;
  }

  @Override
  public List<Double> scaledQuotient(
      BlockStep<Double> s, List<Double> w, List<Double> gamma, Double sigma) {
    s.let(Name.DY_OVER_SIGMA, over(w, sigma));
    List<Double> products = times(gamma, w);
    return form.pullback().isDivided()
        ? over(products, sigma)
        : times(products, machine.divide(1, sigma));
  }

  @Override
  public List<Double> pullback(Standardization<Double> s, Upstream<Double> upstream, Double r) {
    return switch (form.pullback()) {
      case DEFINED -> super.pullback(s, upstream, r);
      case DIVIDED -> divided(s, upstream.g(), r == null ? 1 : r);
      case SCALED -> scaled(s, upstream.dy(), scale(s, upstream.gamma(), r));
      case FOLDED -> folded(s, upstream.dy(), scale(s, upstream.gamma(), r));
    };
  }

  /** γr/σ: one γ for all values, as these forms take it out of the sums. */
  private double scale(Standardization<Double> s, List<Double> gamma, Double r) {
    double product = machine.multiply(gamma.get(0), r == null ? 1 : r);
    return machine.multiply(product, machine.divide(1, s.sigma()));
  }

  private List<Double> divided(Standardization<Double> s, List<Double> g, double r) {
    List<Double> dx = new ArrayList<>(g.size());
    double mean = order.mean(machine, array(g));
    double along = order.meanProduct(machine, array(g), array(s.xhat()));
    for (int k = 0; k < g.size(); k++) {
      double t = machine.multiplyAdd(-along, s.xhat().get(k), machine.subtract(g.get(k), mean));
      dx.add(machine.multiply(machine.divide(t, s.sigma()), r));
    }
    return dx;
  }

  private List<Double> scaled(Standardization<Double> s, List<Double> dy, double scale) {
    List<Double> dx = new ArrayList<>(dy.size());
    double mean = order.mean(machine, array(dy));
    double along = order.meanProduct(machine, array(dy), array(s.xhat()));
    for (int k = 0; k < dy.size(); k++) {
      double t = machine.multiplyAdd(-along, s.xhat().get(k), machine.subtract(dy.get(k), mean));
      dx.add(machine.multiply(t, scale));
    }
    return dx;
  }

  private List<Double> folded(Standardization<Double> s, List<Double> dy, double scale) {
    List<Double> dx = new ArrayList<>(dy.size());
    double inverse = machine.divide(1, s.sigma());
    double along = order.meanProduct(machine, array(dy), array(s.deviations()));
    double twice = machine.multiply(inverse, machine.multiply(inverse, along));
    double slope = -machine.multiply(scale, twice);
    double offset =
        machine.multiplyAdd(
            -slope, s.mean(), -machine.multiply(scale, order.mean(machine, array(dy))));
    for (int k = 0; k < dy.size(); k++) {
      dx.add(
          machine.multiplyAdd(scale, dy.get(k), machine.multiplyAdd(slope, s.x().get(k), offset)));
    }
    return dx;
  }

  @Override
  public Double scaleGradient(List<Double> dy, List<Double> normalized, Line<Double> line) {
    if (form.pullback() != Form.Pullback.FOLDED || line.sigma() == null) {
      return dot(dy, normalized);
    }
    double r = line.r() == null ? 1 : line.r();
    double d = line.d() == null ? 0 : line.d();
    double slope = machine.multiply(r, machine.divide(1, line.sigma()));
    return machine.multiplyAdd(
        slope,
        order.dot(machine, array(dy), array(line.deviations())),
        machine.multiply(d, sum(dy)));
  }

  /** (x − μ')/σ' with μ' = μ − d·q/r. */
  @Override
  public List<Double> foldedXhat(FoldedMoments<Double> folded) {
    double shift = machine.divide(machine.multiply(folded.d(), folded.q()), folded.r());
    double mean = machine.subtract(folded.set().mean(), shift);
    return over(minus(folded.set().x(), mean), folded.sigma());
  }

  @Override
  public SecondOrderStep.Gradients<Double> doubleBackward(
      Standardization<Double> s, SecondOrderStep<Double> in, Double r, Double d) {
    if (form.pullback() == Form.Pullback.DEFINED) {
      return super.doubleBackward(s, in, r, d);
    }
    double scale = r == null ? 1 : r;
    double shift = d == null ? 0 : d;
    return byXhat(s.sigma(), s.xhat(), scale, shift).training(in);
  }

  @Override
  public SecondOrderStep.Gradients<Double> fixedDoubleBackward(
      BlockStep<Double> s, SecondOrderStep<Double> in, Double sigma, List<Double> xhat) {
    return form.pullback() == Form.Pullback.DEFINED
        ? super.fixedDoubleBackward(s, in, sigma, xhat)
        : byXhat(sigma, xhat, 1, 0).fixed(in);
  }

  private XhatDoubleBackward byXhat(double sigma, List<Double> xhat, double r, double d) {
    return new XhatDoubleBackward(machine, order, form.reciprocal(), sigma, array(xhat), r, d);
  }

  @Override
  public Double update(BlockStep<Double> s, Double old, Double batch) {
    UpdateRule rule = s.rule();
    return switch (rule.sense()) {
      case UPDATE_WEIGHT, DEBIASED ->
          machine.multiplyAdd(
              machine.round(rule.rateAt(s.updates())), machine.subtract(batch, old), old);
      case DECAY -> {
        double momentum = machine.round(rule.momentum());
        yield machine.multiplyAdd(
            momentum, old, machine.multiply(machine.subtract(1, momentum), batch));
      }
      case CUMULATIVE ->
          machine.add(
              old, machine.divide(machine.subtract(batch, old), machine.round(s.updates() + 1.0)));
      case FROZEN -> old;
    };
  }

  static double[] array(List<Double> values) {
    double[] array = new double[values.size()];
    for (int k = 0; k < array.length; k++) {
      array[k] = values.get(k);
    }
    return array;
  }
}
