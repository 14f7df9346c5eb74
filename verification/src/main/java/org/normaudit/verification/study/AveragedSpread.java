package org.normaudit.verification.study;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;

/**
 * E[r] = 1 where σ itself is averaged. Where the variance is averaged and its root taken, E[r] =
 * E[σ_B]/√E[V], which for normal data and ε = 0 is √(2/(m−1))·Γ(m/2)/Γ((m−1)/2) &lt; 1.
 */
final class AveragedSpread implements Study {
  private static final int[] BATCHES = {2, 4, 8, 16, 32};
  private static final int DRAWS = 40_000;

  @Override
  public String name() {
    return "averaged-spread";
  }

  @Override
  public String claim() {
    return "r is 1 on average where sigma is averaged, as the paper does, and less where the variance is"
        + " averaged and its root taken";
  }

  @Override
  public Outcome run(long seed) {
    RandomGenerator random = new Well19937c(seed);
    List<Finding> findings = new ArrayList<>();
    double[] m = new double[BATCHES.length];
    double[] root = new double[BATCHES.length];
    double[] averaged = new double[BATCHES.length];
    for (int i = 0; i < BATCHES.length; i++) {
      int batch = BATCHES[i];
      Sample ofRoot = new Sample();
      Sample ofSigma = new Sample();
      double expectedSigma = meanSigma(batch);
      double rootOfMean = Math.sqrt((batch - 1.0) / batch);
      for (int draw = 0; draw < DRAWS; draw++) {
        double sigma = sigma(random, batch);
        ofRoot.add(sigma / rootOfMean);
        ofSigma.add(sigma / expectedSigma);
      }
      m[i] = batch;
      root[i] = ofRoot.mean();
      averaged[i] = ofSigma.mean();
      findings.add(
          new Finding(
              "E[r] at m = " + batch + ", sigma averaged",
              averaged[i],
              1,
              ofSigma.chance(),
              "six standard errors"));
      findings.add(
          new Finding(
              "E[r] at m = " + batch + ", root of the averaged variance",
              root[i],
              expectedSigma / rootOfMean,
              ofRoot.chance(),
              "six standard errors"));
    }
    return new Outcome(
        findings,
        "batch size",
        "E[r]",
        List.of(
            new Curve("sigma averaged", m, averaged),
            new Curve("root of the averaged variance", m, root)));
  }

  /** E[σ_B] of m standard normal values, biased: √(2/m)·Γ(m/2)/Γ((m−1)/2). */
  private static double meanSigma(int m) {
    return Math.sqrt(2.0 / m) * Math.exp(Gamma.logGamma(m / 2.0) - Gamma.logGamma((m - 1) / 2.0));
  }

  private static double sigma(RandomGenerator random, int m) {
    double[] x = new double[m];
    double mean = 0;
    for (int k = 0; k < m; k++) {
      x[k] = random.nextGaussian();
      mean += x[k] / m;
    }
    double squares = 0;
    for (double v : x) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / m);
  }
}
