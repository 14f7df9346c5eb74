package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;

/**
 * The scale of the weights before batch normalization does not matter, and high learning rates do
 * no harm.
 *
 * <p>BN(aWu) = BN(Wu) and ∂BN(aWu)/∂(aW) = (1/a)·∂BN(Wu)/∂W at ε = 0: a run from 2ᵏ·W at the rate
 * 4ᵏη gives the weights 2ᵏ·W_t of the run from W at every step, and where a power of two rounds
 * nothing, the same outputs to the bit. Training at a high rate without normalization diverges or
 * dies at some scales.
 */
record WeightScale(Implementation layer, int replicates) implements Study {
  private static final int HIDDEN = 12;
  private static final int M = 32;
  private static final int STEPS = 100;
  private static final int JUDGED = 1024;
  private static final int K = 5;
  private static final double[] SCALES = {0x1p-8, 0x1p-4, 1, 0x1p4, 0x1p8};
  private static final double[] RATES = {0x1p-5, 0x1p-2, 2, 8};

  /** How many of the rates, the last ones, are high. */
  private static final int HIGH = 2;

  @Override
  public String name() {
    return "weight-scale";
  }

  @Override
  public String claim() {
    return "with batch normalization the scale of the weights, met by a rate to match, changes"
        + " nothing, and training stands learning rates at which a network without it fails";
  }

  @Override
  public String source() {
    return "arXiv:1502.03167, section 3.3";
  }

  @Override
  public String refutedBy() {
    return "one bit of difference between a run and the same run with weights 2^"
        + K
        + " times as large and a rate 4^"
        + K
        + " times as large, or an interval of the paired differences of accuracy at high rates over"
        + " "
        + replicates
        + " seeds that reaches 0";
  }

  @Override
  public int work() {
    return replicates;
  }

  private record Grid(double[][] norm, double[][] plain) {
    static double atHighRates(double[][] accuracies) {
      double sum = 0;
      for (double[] row : accuracies) {
        for (int r = RATES.length - HIGH; r < RATES.length; r++) {
          sum += row[r] / (SCALES.length * HIGH);
        }
      }
      return sum;
    }
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    Optional<Normalizer.Setting> norm = Optional.of(Normalizer.Setting.batch(layer, 0, 0.05));
    List<Grid> grids =
        Replicates.run(
            replicates,
            k -> new Grid(grid(norm, seed, k), grid(Optional.empty(), seed, k)),
            progress);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.equal(
            "largest change of a logit when weights are scaled, batch normalization",
            change(norm, seed),
            0,
            0,
            "exact"));
    findings.add(
        new Finding(
            "the same without normalization",
            change(Optional.empty(), seed),
            Finding.Relation.ABOVE,
            0,
            0,
            "exact"));
    findings.add(
        Finding.above(
            "accuracy at learning rates 2 and 8, mean of all scales, with normalization above"
                + " without",
            Replicates.sample(grids, g -> Grid.atHighRates(g.norm) - Grid.atHighRates(g.plain)),
            0));
    return new Outcome(
        findings,
        List.of(
            Plot.logarithmic(
                "scale of the weights",
                "accuracy, mean of all rates",
                new Plot.Curve("batch normalization", SCALES, byScale(grids, true)),
                new Plot.Curve("no normalization", SCALES, byScale(grids, false))),
            Plot.logarithmic(
                "learning rate",
                "accuracy, mean of all scales",
                new Plot.Curve("batch normalization", RATES, byRate(grids, true)),
                new Plot.Curve("no normalization", RATES, byRate(grids, false)))));
  }

  private static double[] byScale(List<Grid> grids, boolean norm) {
    double[] means = new double[SCALES.length];
    for (Grid grid : grids) {
      for (int s = 0; s < SCALES.length; s++) {
        for (double accuracy : (norm ? grid.norm : grid.plain)[s]) {
          means[s] += accuracy / (RATES.length * grids.size());
        }
      }
    }
    return means;
  }

  private static double[] byRate(List<Grid> grids, boolean norm) {
    double[] means = new double[RATES.length];
    for (Grid grid : grids) {
      for (double[] row : norm ? grid.norm : grid.plain) {
        for (int r = 0; r < RATES.length; r++) {
          means[r] += row[r] / (SCALES.length * grids.size());
        }
      }
    }
    return means;
  }

  private static double[][] grid(Optional<Normalizer.Setting> norm, long seed, int replicate) {
    double[][] accuracies = new double[SCALES.length][RATES.length];
    for (int s = 0; s < SCALES.length; s++) {
      for (int r = 0; r < RATES.length; r++) {
        RandomGenerator random = NormalBatches.generator(seed, replicate);
        Perceptron network = trained(norm, SCALES[s], RATES[r], RATES[r], random);
        Rows rows = TwoDomains.mixed(JUDGED, random);
        double[] logits = network.logits(rows.x(), Mode.TRAINING);
        // What diverged can but guess.
        accuracies[s][r] = Double.isFinite(rows.loss(logits)) ? rows.accuracy(logits) : 0.5;
      }
    }
    return accuracies;
  }

  private static double change(Optional<Normalizer.Setting> norm, long seed) {
    double rate = 0.1;
    double[] plain = judged(norm, 1, rate, rate, seed);
    double[] scaled = judged(norm, Math.scalb(1, K), rate, Math.scalb(rate, 2 * K), seed);
    double change = 0;
    for (int i = 0; i < plain.length; i++) {
      change = Math.max(change, Math.abs(plain[i] - scaled[i]));
    }
    // A network that diverges has changed beyond any number.
    return Double.isNaN(change) ? Double.POSITIVE_INFINITY : change;
  }

  private static double[] judged(
      Optional<Normalizer.Setting> norm, double scale, double rate, double weightRate, long seed) {
    RandomGenerator random = NormalBatches.generator(seed, -1);
    Perceptron network = trained(norm, scale, rate, weightRate, random);
    return network.logits(TwoDomains.mixed(JUDGED, random).x(), Mode.TRAINING);
  }

  private static Perceptron trained(
      Optional<Normalizer.Setting> norm,
      double scale,
      double rate,
      double weightRate,
      RandomGenerator random) {
    Perceptron network = new Perceptron(TwoDomains.INPUTS, HIDDEN, scale, norm, random);
    for (int t = 0; t < STEPS; t++) {
      network.train(TwoDomains.mixed(M, random), rate, weightRate);
    }
    return network;
  }
}
