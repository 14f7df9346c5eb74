package org.normaudit.verification.bugs;

import org.normaudit.reference.Convention;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.variants.Machine;

/** The backward pass as an honest layer computes it. */
final class HonestBackward {
  private HonestBackward() {}

  static void into(Recipe recipe) {
    boolean learned = recipe.convention.scale() == Convention.Scale.LEARNED;
    recipe.vector(
        Step.G,
        c -> {
          double[] g = c.dy.clone();
          for (int k = 0; k < g.length; k++) {
            g[k] = recipe.a.multiply(c.gamma, g[k]);
          }
          return g;
        });
    recipe.vector(Step.DX, c -> c.isTraining() ? training(recipe, c) : fixed(recipe, c));
    recipe.value(Step.DGAMMA, c -> learned ? c.sum(c.times(c.dy, c.all(Step.Z))) : 0);
    recipe.value(Step.DBETA, c -> c.sum(c.dy));
    recipe.vector(Step.GRAD_X, c -> c.defined(Quantity.GRAD_X));
    recipe.vector(Step.GRAD_GAMMA, c -> c.defined(Quantity.GRAD_GAMMA));
    recipe.vector(Step.GRAD_DY, c -> c.defined(Quantity.GRAD_DY));
  }

  /** Statistics that do not depend on x: γ·dy/σ. */
  static double[] fixed(Recipe recipe, Channel c) {
    double[] dx = c.all(Step.G).clone();
    for (int k = 0; k < dx.length; k++) {
      dx[k] = recipe.a.divide(dx[k], c.get(Step.FIXED_SIGMA));
    }
    return dx;
  }

  private static double[] training(Recipe recipe, Channel c) {
    if (c.renormalizes() && recipe.convention.fold() == Convention.Fold.MOMENTS) {
      return c.defined(Quantity.DX);
    }
    double[] g = c.all(Step.G);
    return pullback(recipe, c, c.mean(g), c.mean(c.times(g, c.all(Step.XHAT))));
  }

  /** (g − ū(g) − x̃·slope·ū(g·x̂))·r/σ. */
  static double[] pullback(Recipe recipe, Channel c, double meanG, double projection) {
    Machine a = recipe.a;
    double along = a.multiply(projection, slope(recipe, c));
    double[] dx = c.all(Step.G).clone();
    for (int k = 0; k < dx.length; k++) {
      double centered = a.subtract(c.x[k], c.get(Step.MEAN));
      double t = a.subtract(a.subtract(dx[k], meanG), a.multiply(centered, along));
      dx[k] = a.multiply(a.divide(t, c.get(Step.SIGMA)), c.get(Step.R));
    }
    return dx;
  }

  /** 2·dσ/dV: one over the root in σ, times Bessel's factor; 0 where σ does not move with V. */
  private static double slope(Recipe recipe, Channel c) {
    double root = recipe.root(c.epsilon, c.get(Step.NORMALIZING), c.get(Step.SIGMA));
    double slope = root == 0 ? 0 : recipe.a.divide(1, root);
    return recipe.corrected(c, slope, recipe.convention.normalizing());
  }
}
