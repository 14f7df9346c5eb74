package org.normaudit.verification.lab.study;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Step;

/** Batches of standard normal values, many at a time: each is a channel of one tensor. */
final class NormalBatches {
  private NormalBatches() {}

  /** A training step, at ε = 0, of {@code batches} batches of {@code m} values. */
  static Step draw(Layer layer, int m, int batches, RandomGenerator random) {
    double[] x = new double[m * batches];
    for (int k = 0; k < x.length; k++) {
      x[k] = random.nextGaussian();
    }
    return Step.of(layer, Mode.TRAINING, Dtype.FLOAT64, new Shape(m, batches, 1), x).withEpsilon(0);
  }

  /** E[σ_B] of m standard normal values, biased: √(2/m)·Γ(m/2)/Γ((m−1)/2). */
  static double meanSigma(int m) {
    return Math.sqrt(2.0 / m) * Math.exp(Gamma.logGamma(m / 2.0) - Gamma.logGamma((m - 1) / 2.0));
  }

  /** A generator for one part of a study; other parts and other seeds give other numbers. */
  static RandomGenerator generator(long seed, int part) {
    return new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), part});
  }
}
