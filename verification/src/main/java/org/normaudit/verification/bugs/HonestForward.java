package org.normaudit.verification.bugs;

import org.normaudit.reference.Convention;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.variants.Machine;
import org.normaudit.verification.variants.Summation;
import org.normaudit.verification.variants.VarianceAlgorithm;

/** The forward pass and the running statistics, as an honest layer computes them. */
final class HonestForward {
  private HonestForward() {}

  static void into(Recipe recipe) {
    Machine a = recipe.a;
    Convention convention = recipe.convention;
    moments(recipe, VarianceAlgorithm.TWO_PASS, Summation.SEQUENTIAL);
    recipe.value(Step.MEAN, c -> c.all(Step.MOMENTS)[0]);
    recipe.value(Step.VARIANCE, c -> c.all(Step.MOMENTS)[1]);
    recipe.value(
        Step.NORMALIZING, c -> recipe.corrected(c, c.get(Step.VARIANCE), convention.normalizing()));
    recipe.value(Step.SIGMA, c -> recipe.spread(c, c.get(Step.NORMALIZING)));
    recipe.vector(Step.XHAT, c -> standardized(c, c.get(Step.MEAN), c.get(Step.SIGMA)));
    recipe.value(
        Step.NEW_MEAN,
        c -> c.isTraining() ? recipe.updated(c, c.oldMean, c.get(Step.MEAN)) : c.oldMean);
    recipe.value(
        Step.NEW_SPREAD,
        c -> c.isTraining() ? recipe.updated(c, c.oldSpread, kept(recipe, c)) : c.oldSpread);
    recipe.value(Step.DIVISOR, c -> divisor(recipe, c));
    recipe.value(Step.R, c -> c.renormalizes() ? scale(c, convention.lowerClip()) : 1);
    recipe.value(Step.D, c -> c.renormalizes() ? shift(c, convention.order()) : 0);
    recipe.value(
        Step.FIXED_SIGMA,
        c -> {
          double sigma = deviation(recipe, c, c.oldSpread);
          return convention.inference() == Convention.Inference.PLAIN
              ? sigma
              : a.sqrt(a.add(a.multiply(sigma, sigma), c.epsilon));
        });
    recipe.vector(Step.Z, c -> corrected(recipe, c));
    recipe.vector(
        Step.Y,
        c -> {
          double[] y = c.all(Step.Z).clone();
          for (int k = 0; k < y.length; k++) {
            y[k] = a.add(a.multiply(c.gamma, y[k]), c.beta);
          }
          return y;
        });
  }

  /** Makes mean and variance by another algorithm. */
  static void moments(Recipe recipe, VarianceAlgorithm algorithm, Summation order) {
    recipe.vector(
        Step.MOMENTS,
        c -> {
          VarianceAlgorithm.Moments moments = algorithm.of(recipe.a, order, c.x);
          return new double[] {moments.mean(), moments.variance()};
        });
  }

  static double[] standardized(Channel c, double mean, double sigma) {
    double[] xhat = new double[c.m()];
    for (int k = 0; k < xhat.length; k++) {
      xhat[k] = c.a.divide(c.a.subtract(c.x[k], mean), sigma);
    }
    return xhat;
  }

  /** The statistic that the running spread averages. */
  static double kept(Recipe recipe, Channel c) {
    UpdateRule.Correction correction =
        c.rule().sense() == UpdateRule.Sense.FROZEN
            ? UpdateRule.Correction.BIASED
            : c.rule().correction();
    double variance = recipe.corrected(c, c.get(Step.VARIANCE), correction);
    return switch (recipe.convention.kept()) {
      case VARIANCE -> variance;
      case DEVIATION -> recipe.spread(c, variance);
      case INVERSE -> recipe.a.divide(1, recipe.spread(c, variance));
    };
  }

  /** The standard deviation that a running spread stands for. */
  static double deviation(Recipe recipe, Channel c, double spread) {
    return switch (recipe.convention.kept()) {
      case VARIANCE -> recipe.spread(c, spread);
      case DEVIATION -> spread;
      case INVERSE -> recipe.a.divide(1, spread);
    };
  }

  private static double divisor(Recipe recipe, Channel c) {
    boolean before = recipe.convention.order() == Convention.Order.BEFORE_UPDATE;
    double sigma = deviation(recipe, c, before ? c.oldSpread : c.get(Step.NEW_SPREAD));
    return recipe.convention.denominator() == Convention.Denominator.RUNNING
        ? sigma
        : Math.max(sigma, recipe.a.sqrt(c.epsilon));
  }

  private static double scale(Channel c, Convention.LowerClip lowerClip) {
    double high = c.a.round(c.clip().rMax());
    double low =
        lowerClip == Convention.LowerClip.RECIPROCAL
            ? c.a.divide(1, high)
            : c.a.round(c.clip().rMin());
    return clamp(c.a.divide(c.get(Step.SIGMA), c.get(Step.DIVISOR)), low, high);
  }

  private static double shift(Channel c, Convention.Order order) {
    double mean = order == Convention.Order.BEFORE_UPDATE ? c.oldMean : c.get(Step.NEW_MEAN);
    double d = c.a.divide(c.a.subtract(c.get(Step.MEAN), mean), c.get(Step.DIVISOR));
    double far = c.a.round(c.clip().dMax());
    return clamp(d, -far, far);
  }

  /** NaN stays NaN. */
  static double clamp(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }

  private static double[] corrected(Recipe recipe, Channel c) {
    Machine a = recipe.a;
    if (!c.isTraining()) {
      return standardized(c, c.oldMean, c.get(Step.FIXED_SIGMA));
    }
    double r = c.get(Step.R);
    double d = c.get(Step.D);
    if (c.renormalizes() && recipe.convention.fold() == Convention.Fold.MOMENTS) {
      double variance = c.get(Step.NORMALIZING);
      double q = a.sqrt(variance);
      double mean = a.subtract(c.get(Step.MEAN), a.divide(a.multiply(d, q), r));
      double sigma = a.sqrt(a.add(a.divide(variance, a.multiply(r, r)), c.epsilon));
      return standardized(c, mean, sigma);
    }
    double[] z = c.all(Step.XHAT).clone();
    for (int k = 0; k < z.length; k++) {
      z[k] = a.add(a.multiply(z[k], r), d);
    }
    return z;
  }
}
