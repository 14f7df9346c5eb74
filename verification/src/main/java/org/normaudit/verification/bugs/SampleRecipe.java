package org.normaudit.verification.bugs;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.verification.arithmetic.RoundedArithmetic;
import org.normaudit.verification.variants.Machine;
import org.normaudit.verification.variants.Summation;
import org.normaudit.verification.variants.VarianceAlgorithm;

/**
 * How a layer with the statistics of a sample is computed. It starts out honest; whoever changes a
 * field makes a mistake, or writes the same thing in another honest way.
 */
final class SampleRecipe {

  /** A number for each value of the tensor. */
  interface Place {
    int of(LayerInput in, int index);
  }

  private final Recipe recipe;
  private final Machine a;

  /** Which values share statistics: those of one number. */
  Place set = (in, i) -> i / in.statistics().inner();

  /** Whose γ and β a value has. */
  Place channel = SampleRecipe::channel;

  /** Whether a mean is subtracted. */
  Predicate<LayerInput> centers = in -> in.layer().isCentered();

  /** Whether the gradient of the mean is. */
  Predicate<LayerInput> centersGradient = in -> in.layer().isCentered();

  /** Whether what lies along x̂ is taken out of the gradient. */
  boolean projects = true;

  /** Whether γ is multiplied with after the projections in place of before. */
  boolean gammaLast;

  /** Which samples dγ and dβ are summed over. */
  Predicate<Integer> summed = sample -> true;

  /** What the variance is made by. */
  VarianceAlgorithm algorithm = VarianceAlgorithm.TWO_PASS;

  /** In what order its sums are taken. */
  Summation order = Summation.SEQUENTIAL;

  SampleRecipe(Recipe recipe) {
    this.recipe = recipe;
    this.a = recipe.a;
  }

  static int channel(LayerInput in, int index) {
    return index / in.shape().inner() % in.shape().channels();
  }

  LayerOutput run(LayerInput in) {
    int n = in.x().length;
    double[] xhat = new double[n];
    double[] y = new double[n];
    double[] dx = new double[n];
    Map<Integer, IntStream.Builder> sets = new TreeMap<>();
    IntStream.range(0, n)
        .forEach(i -> sets.computeIfAbsent(set.of(in, i), s -> IntStream.builder()).add(i));
    sets.values().forEach(members -> ofSet(in, members.build().toArray(), xhat, dx));
    for (int i = 0; i < n; i++) {
      int c = channel.of(in, i);
      y[i] = a.add(a.multiply(in.gamma()[c], xhat[i]), in.beta()[c]);
    }
    LayerOutput output =
        LayerOutput.empty()
            .with(Quantity.Y, y)
            .with(Quantity.DX, dx)
            .with(Quantity.DGAMMA, sums(in, xhat))
            .with(Quantity.DBETA, sums(in, null));
    return in.second().isEmpty() ? output : withSecond(in, output);
  }

  private void ofSet(LayerInput in, int[] at, double[] xhat, double[] dx) {
    int m = at.length;
    double[] x = IntStream.of(at).mapToDouble(i -> in.x()[i]).toArray();
    double mean = 0;
    double variance;
    if (centers.test(in)) {
      VarianceAlgorithm.Moments moments = algorithm.of(a, order, x);
      mean = moments.mean();
      variance = moments.variance();
    } else {
      variance = mean(products(x, x));
    }
    double epsilon = a.round(in.epsilon());
    double normalizing = corrected(in, variance, m);
    double sigma = recipe.spread(epsilon, normalizing);
    double[] centered = new double[m];
    double[] own = new double[m];
    double[] g = new double[m];
    for (int k = 0; k < m; k++) {
      centered[k] = centers.test(in) ? a.subtract(x[k], mean) : x[k];
      own[k] = a.divide(centered[k], sigma);
      double dy = in.dy()[at[k]];
      g[k] = gammaLast ? dy : a.multiply(in.gamma()[channel.of(in, at[k])], dy);
      xhat[at[k]] = own[k];
    }
    double meanG = centersGradient.test(in) ? mean(g) : 0;
    double root = recipe.root(epsilon, normalizing, sigma);
    double slope = corrected(in, root == 0 ? 0 : a.divide(1, root), m);
    double along = projects ? a.multiply(mean(products(g, own)), slope) : 0;
    for (int k = 0; k < m; k++) {
      double t = a.subtract(a.subtract(g[k], meanG), a.multiply(centered[k], along));
      double scaled = a.divide(t, sigma);
      dx[at[k]] = gammaLast ? a.multiply(scaled, in.gamma()[channel.of(in, at[k])]) : scaled;
    }
  }

  private double corrected(LayerInput in, double variance, int m) {
    return in.layer().isCentered()
        ? recipe.corrected(m, variance, recipe.convention.normalizing())
        : variance;
  }

  private double mean(double[] v) {
    return a.divide(recipe.sum.applyAsDouble(v), a.round(v.length));
  }

  private double[] products(double[] v, double[] w) {
    double[] all = new double[v.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = a.multiply(v[k], w[k]);
    }
    return all;
  }

  /** Σ dy·w over each channel; Σ dy without w. */
  private double[] sums(LayerInput in, double[] w) {
    Shape shape = in.shape();
    boolean learned = recipe.convention.scale() == Convention.Scale.LEARNED;
    double[] sums = new double[shape.channels()];
    for (int c = 0; c < sums.length; c++) {
      int own = c;
      double[] terms =
          IntStream.range(0, in.dy().length)
              .filter(i -> channel.of(in, i) == own)
              .filter(i -> summed.test(i / shape.inner() / shape.channels()))
              .mapToDouble(i -> w == null ? in.dy()[i] : a.multiply(in.dy()[i], w[i]))
              .toArray();
      sums[c] = learned || w == null ? recipe.sum.applyAsDouble(terms) : 0;
    }
    return sums;
  }

  // The definition's own, for what has too many terms.
  private LayerOutput withSecond(LayerInput in, LayerOutput output) {
    LayerOutput defined =
        new DefinedLayer<>(
                "definition",
                new RoundedArithmetic(a.format()),
                in.dtype(),
                Map.of(in.layer(), recipe.convention))
            .run(in);
    LayerOutput all = output;
    for (Quantity quantity :
        new Quantity[] {Quantity.GRAD_X, Quantity.GRAD_GAMMA, Quantity.GRAD_DY}) {
      all = all.with(quantity, defined.get(quantity));
    }
    return all;
  }
}
