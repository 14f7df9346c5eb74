package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * E[r] = 1 where σ itself is averaged. Where the variance is averaged and its root taken, E[r] =
 * E[σ_B]/√E[V], which for normal data and ε = 0 is √(2/(m−1))·Γ(m/2)/Γ((m−1)/2) &lt; 1. That the
 * layer averages σ shows in its running spread: the mean of a few σ_B is E[σ_B] on average, the
 * root of the mean of a few V is more.
 */
record AveragedSpread(Implementation layer) implements Study {
  private static final int[] BATCHES = {2, 4, 8, 16, 32};
  private static final int DRAWS = 20_000;
  private static final int UPDATES = 4;

  @Override
  public String name() {
    return "averaged-spread";
  }

  @Override
  public String claim() {
    return "r is 1 on average where sigma is averaged, as the paper does, and less where the"
        + " variance is averaged and its root taken";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, algorithm 1; E[r] from the law of chi";
  }

  @Override
  public String refutedBy() {
    return "a mean over " + DRAWS + " batches six of its standard errors away from the derived one";
  }

  @Override
  public int work() {
    return BATCHES.length;
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Finding> findings = new ArrayList<>();
    double[] m = new double[BATCHES.length];
    double[] root = new double[BATCHES.length];
    double[] averaged = new double[BATCHES.length];
    for (int i = 0; i < BATCHES.length; i++) {
      int batch = BATCHES[i];
      RandomGenerator random = NormalBatches.generator(seed, i);
      double meanSigma = NormalBatches.meanSigma(batch);
      double rootOfMean = Math.sqrt((batch - 1.0) / batch);
      Sample spread = Sample.of(runningSpread(batch, random));
      Sample ofSigma = Sample.of(corrections(batch, meanSigma, random));
      Sample ofRoot = Sample.of(corrections(batch, rootOfMean, random));
      m[i] = batch;
      averaged[i] = ofSigma.mean();
      root[i] = ofRoot.mean();
      findings.add(near("running sigma of %d batches of %d", UPDATES, batch, spread, meanSigma));
      findings.add(near("E[r] at m = %2$d, sigma averaged", 0, batch, ofSigma, 1));
      findings.add(
          near(
              "E[r] at m = %2$d, root of the averaged variance",
              0, batch, ofRoot, meanSigma / rootOfMean));
      progress.run();
    }
    return new Outcome(
        findings,
        List.of(
            Plot.logarithmic(
                "batch size",
                "E[r]",
                new Plot.Curve("sigma averaged", m, averaged),
                new Plot.Curve("root of the averaged variance", m, root))));
  }

  private static Finding near(String what, int updates, int batch, Sample sample, double expected) {
    return Finding.equal(
        String.format(Locale.ROOT, what, updates, batch),
        sample.mean(),
        expected,
        sample.chance(),
        Sample.CHANCE);
  }

  private double[] corrections(int m, double runningSigma, RandomGenerator random) {
    double[] sigma = new double[DRAWS];
    Arrays.fill(sigma, runningSigma);
    Step in = unclipped(m, random);
    return layer.run(in.withState(new RunningStatistics(new double[DRAWS], sigma, 1))).get(Roles.R);
  }

  private double[] runningSpread(int m, RandomGenerator random) {
    List<Step> steps = new ArrayList<>();
    for (int t = 0; t < UPDATES; t++) {
      steps.add(unclipped(m, random).withRule(UpdateRule.cumulative(UpdateRule.Correction.BIASED)));
    }
    return layer.trace(steps).get(UPDATES - 1).get(Roles.RUNNING_SPREAD);
  }

  private static Step unclipped(int m, RandomGenerator random) {
    double infinite = Double.POSITIVE_INFINITY;
    return NormalBatches.draw(Studied.BATCH_RENORM, m, DRAWS, random)
        .withClip(Clip.symmetric(infinite, infinite));
  }
}
