package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LinearRenormSchedule;
import org.normaudit.reference.RenormSchedule;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.StepOutput;

/**
 * The paper's schedule, and how often it clips r and d while a network trains.
 *
 * <p>Inputs are standard normal and drawn anew for each step, so given the weights w and the
 * running statistics before a step, μ_B is normal with mean 0 and variance |w|²/m and m·V/|w|² is
 * χ² with m − 1 degrees of freedom: the chance that a step clips is known before it is taken, for
 * any training before it. What happens less its chance has mean 0 step by step, a martingale's
 * difference.
 */
record ScheduledClipping(Implementation layer) implements Study {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final int INPUTS = 6;
  private static final int HIDDEN = 16;
  private static final int M = 4;
  private static final int SHRUNK = 50;
  private static final int STEPS = 130_000 / SHRUNK;
  private static final int WINDOW = 50;
  private static final double EPSILON = 1e-3;
  private static final double ALPHA = 0.01;
  private static final double RATE = 0.05;

  @Override
  public String name() {
    return "scheduled-clipping";
  }

  @Override
  public String claim() {
    return "the paper's schedule opens r_max to 3 by step 40,000 and d_max to 5 by step 25,000, and"
        + " clips r and d as often as the laws of a batch's mean and variance say";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, section 4.1, read linearly; the laws of normal samples";
  }

  @Override
  public String refutedBy() {
    return String.format(
        Locale.ROOT,
        "a bound of the schedule off its line, or a rate of clipping over %d steps six standard errors away from its chance",
        STEPS);
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Finding> findings = new ArrayList<>();
    RenormSchedule paper = RenormSchedule.paper();
    for (long step : new long[] {0, 5_000, 15_000, 22_500, 25_000, 40_000, 130_000}) {
      findings.add(bound("r_max", step, paper.at(step).rMax(), line(step, 40_000, 1, 3), 3));
      findings.add(bound("d_max", step, paper.at(step).dMax(), line(step, 25_000, 0, 5), 5));
    }
    Clipping clipping = train(seed);
    findings.add(rate("r", clipping.scale));
    findings.add(rate("d", clipping.shift));
    progress.run();
    return new Outcome(findings, List.of(schedule(paper), clipping.plot()));
  }

  private static Finding bound(String name, long step, double is, double due, double top) {
    // Four roundings of numbers up to the last bound.
    double allowed = 4 * 0x1p-53 * top;
    return Finding.equal(name + " at step " + step, is, due, allowed, "roundings");
  }

  private static double line(double step, double end, double from, double to) {
    return from + (to - from) * Math.min(1, Math.max(0, step - 5_000) / (end - 5_000));
  }

  private static Finding rate(String name, Sample excess) {
    return Finding.equal(
        String.format(Locale.ROOT, "rate at which %s is clipped, less its chance", name),
        excess.mean(),
        0,
        excess.chance(),
        Sample.CHANCE);
  }

  private static Plot schedule(RenormSchedule schedule) {
    double[] steps = new double[51];
    double[] r = new double[steps.length];
    double[] d = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i * 1000.0;
      r[i] = schedule.at(i * 1000L).rMax();
      d[i] = schedule.at(i * 1000L).dMax();
    }
    return Plot.linear(
        "step", "bound", new Plot.Curve("r_max", steps, r), new Plot.Curve("d_max", steps, d));
  }

  /**
   * What a training run gave.
   *
   * @param scale each step's share of channels with a clipped r, less its expectation
   * @param shift the same of d
   * @param rates of r, its chance, d and its chance, in each window of steps
   */
  private record Clipping(Sample scale, Sample shift, double[][] rates) {
    Plot plot() {
      double[] steps = new double[rates[0].length];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = (i + 0.5) * WINDOW;
      }
      return Plot.linear(
          String.format(
              Locale.ROOT,
              "step of a run of %d, the paper's schedule shrunk %d times",
              STEPS,
              SHRUNK),
          "share of channels",
          new Plot.Curve("r is clipped", steps, rates[0]),
          new Plot.Curve("chance that r is", steps, rates[1]),
          new Plot.Curve("d is clipped", steps, rates[2]),
          new Plot.Curve("chance that d is", steps, rates[3]));
    }
  }

  private Clipping train(long seed) {
    RandomGenerator random = NormalBatches.generator(seed, 0);
    RenormSchedule schedule =
        new LinearRenormSchedule(5_000 / SHRUNK, 40_000 / SHRUNK, 3, 25_000 / SHRUNK, 5);
    Normalizer.Setting setting = Normalizer.Setting.renorm(layer, EPSILON, ALPHA, schedule);
    Perceptron network = new Perceptron(INPUTS, HIDDEN, 1, Optional.of(setting), random);
    Clipping clipping = new Clipping(new Sample(), new Sample(), new double[4][STEPS / WINDOW]);
    for (int t = 0; t < STEPS; t++) {
      Clip clip = network.normalizer().clip();
      RunningStatistics state = network.normalizer().state();
      double[] chance = chances(network, state, clip);
      StepOutput out = network.train(batch(random), RATE, RATE).orElseThrow();
      double r = share(out.get(Roles.R), v -> v == clip.rMax() || v == clip.rMin());
      double d = share(out.get(Roles.D), v -> Math.abs(v) == clip.dMax());
      clipping.scale.add(r - chance[0]);
      clipping.shift.add(d - chance[1]);
      double[] now = {r, chance[0], d, chance[1]};
      for (int i = 0; i < now.length; i++) {
        clipping.rates[i][t / WINDOW] += now[i] / WINDOW;
      }
    }
    return clipping;
  }

  private static double share(double[] values, DoublePredicate clipped) {
    return (double) Arrays.stream(values).filter(clipped).count() / values.length;
  }

  // The mean chance of all channels, of r and of d.
  private static double[] chances(Perceptron network, RunningStatistics state, Clip clip) {
    double r = 0;
    double d = 0;
    for (int c = 0; c < HIDDEN; c++) {
      double squares = 0;
      for (int i = 0; i < INPUTS; i++) {
        double w = network.weights()[c * INPUTS + i];
        squares += w * w;
      }
      double sigma = state.spread()[c];
      double high = clip.rMax() * sigma;
      double low = clip.rMin() * sigma;
      r +=
          Gamma.regularizedGammaQ(
                  (M - 1) / 2.0, M * positive(high * high - EPSILON) / (2 * squares))
              + Gamma.regularizedGammaP(
                  (M - 1) / 2.0, M * positive(low * low - EPSILON) / (2 * squares));
      double spread = Math.sqrt(squares / M);
      double mean = state.mean()[c];
      d +=
          NORMAL.cumulativeProbability((mean - clip.dMax() * sigma) / spread)
              + NORMAL.cumulativeProbability((-mean - clip.dMax() * sigma) / spread);
    }
    return new double[] {r / HIDDEN, d / HIDDEN};
  }

  private static double positive(double value) {
    return Math.max(0, value);
  }

  // The label is that of a teacher, the sign of x₁ + x₂.
  private static Rows batch(RandomGenerator random) {
    double[] x = new double[M * INPUTS];
    double[] label = new double[M];
    for (int k = 0; k < x.length; k++) {
      x[k] = random.nextGaussian();
    }
    for (int i = 0; i < M; i++) {
      label[i] = x[i * INPUTS] + x[i * INPUTS + 1] > 0 ? 1 : -1;
    }
    return new Rows(x, label);
  }
}
