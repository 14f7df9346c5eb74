package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * One value x among others that are drawn anew: the variance of its normalized value is about
 * (1/m)(1+x²/2) under batch normalization, and 0 under unclipped renormalization.
 *
 * <p>The next term is of order 1/m²: measured at m and at 2m, m·Var is extrapolated as 2f(2m) −
 * f(m), which is rid of it, and what is left is of order 1/m² again: its size is taken from the
 * correction itself, over m.
 */
record BatchNoise(Implementation layer) implements Study {
  private static final int M = 64;
  private static final int DRAWS = 20_000;
  private static final double[] VALUES = {0, 1, 2};

  @Override
  public String name() {
    return "batch-noise";
  }

  @Override
  public String claim() {
    return "the rest of the batch adds noise of variance (1/m)(1 + x^2/2) to a normalized value,"
        + " and none under unclipped renormalization";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, section 1, made exact: the delta method on the batch's mean and"
        + " variance";
  }

  @Override
  public String refutedBy() {
    return "a variance over "
        + DRAWS
        + " batches further from its limit than six standard errors and the next order; under"
        + " renormalization any variance but that of roundings";
  }

  @Override
  public int work() {
    return VALUES.length;
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Finding> findings = new ArrayList<>();
    double[] measured = new double[VALUES.length];
    double[] predicted = new double[VALUES.length];
    double[] renormalized = new double[VALUES.length];
    for (int i = 0; i < VALUES.length; i++) {
      double x = VALUES[i];
      Sample half = noise(Studied.BATCH_NORM, x, M, seed);
      Sample full = noise(Studied.BATCH_NORM, x, 2 * M, seed + 1);
      double first = M * half.variance();
      double second = 2 * M * full.variance();
      measured[i] = 2 * second - first;
      predicted[i] = 1 + x * x / 2;
      double chance = 2 * 2 * M * full.chanceOfVariance() + M * half.chanceOfVariance();
      double remainder = 4 * (Math.abs(second - first) + chance) / M;
      findings.add(
          Finding.equal(
              "m times the variance of the normalized value at x = " + x,
              measured[i],
              predicted[i],
              chance + remainder,
              "six standard errors, and the next order in 1/m"));
      Sample renorm = noise(Studied.BATCH_RENORM, x, M, seed + 2);
      renormalized[i] = M * renorm.variance();
      // The output differs from inference's by roundings of |x−μ_B| and |μ_B−μ| alone, which stay
      // below 8 here; seven roundings each.
      double rounding = 7 * 2 * 8 * 0x1p-53;
      findings.add(
          Finding.equal(
              "the same under unclipped renormalization at x = " + x,
              renormalized[i],
              0,
              M * rounding * rounding,
              "roundings"));
      progress.run();
    }
    return new Outcome(
        findings,
        List.of(
            Plot.linear(
                "x",
                "m Var",
                new Plot.Curve("batch normalization", VALUES, measured),
                new Plot.Curve("1 + x^2/2", VALUES, predicted),
                new Plot.Curve("batch renormalization", VALUES, renormalized))));
  }

  private Sample noise(Layer kind, double x, int m, long seed) {
    RandomGenerator random = new Well19937c(seed);
    double infinite = Double.POSITIVE_INFINITY;
    Clip clip = kind == Studied.BATCH_RENORM ? Clip.symmetric(infinite, infinite) : Clip.NONE;
    RunningStatistics state = new RunningStatistics(new double[] {0}, new double[] {1}, 1);
    Sample sample = new Sample();
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] batch = new double[m];
      batch[0] = x;
      for (int k = 1; k < m; k++) {
        batch[k] = random.nextGaussian();
      }
      Step in =
          Step.of(kind, Mode.TRAINING, Dtype.FLOAT64, new Shape(m, 1, 1), batch)
              .withEpsilon(0)
              .withClip(clip)
              .withState(state);
      sample.add(layer.run(in).get(Roles.Y)[0]);
    }
    return sample;
  }
}
