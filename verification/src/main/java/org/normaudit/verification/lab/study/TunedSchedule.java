package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.LinearRenormSchedule;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;

/**
 * r_max, d_max, the update rate and the warm-up, tuned by CMA-ES for the loss at inference after
 * training on one-domain batches of four, beside the paper's schedule. Tuned on some seeds, judged
 * on others.
 */
record TunedSchedule(Implementation layer, int replicates) implements Study {
  private static final int M = 4;
  private static final int HIDDEN = 16;
  private static final int STEPS = 520;
  private static final double RATE = 0.1;
  private static final double EPSILON = 1e-3;
  private static final int JUDGED = 1024;
  private static final int POPULATION = 8;
  private static final int GENERATIONS = 6;
  private static final int TUNED_ON = 6;

  /** The first guess, and the generations. */
  private static final int TRIALS = 1 + POPULATION * GENERATIONS;

  @Override
  public String name() {
    return "tuned-schedule";
  }

  @Override
  public String claim() {
    return "renormalization on the paper's schedule, shrunk to the run, gains more over"
        + " normalization, on one-domain batches of four, than tuning the schedule adds to"
        + " it";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, section 4; a hypothesis about its schedule";
  }

  @Override
  public String refutedBy() {
    return String.format(
        Locale.ROOT,
        "an interval of the paired differences of the loss over %d seeds that reaches 0; tuned by CMA-ES, %d trials of %d other seeds each",
        replicates,
        TRIALS,
        TUNED_ON);
  }

  @Override
  public int work() {
    return TRIALS * TUNED_ON + replicates;
  }

  private record Losses(double norm, double paper, double tuned) {}

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Double> trials = new ArrayList<>();
    double[] best = tune(seed, trials, progress);
    Normalizer.Setting norm = Normalizer.Setting.batch(layer, EPSILON, 0.01);
    Normalizer.Setting paper =
        Normalizer.Setting.renorm(layer, EPSILON, 0.01, SkewedBatches.schedule(STEPS));
    Normalizer.Setting tuned = setting(best);
    List<Losses> losses =
        Replicates.run(
            replicates,
            k ->
                new Losses(
                    loss(norm, seed, TUNED_ON + k),
                    loss(paper, seed, TUNED_ON + k),
                    loss(tuned, seed, TUNED_ON + k)),
            progress);
    return new Outcome(
        List.of(
            Finding.above(
                "loss of normalization above that of renormalization on the paper's schedule",
                Replicates.sample(losses, l -> l.norm - l.paper),
                0),
            Finding.above(
                "that difference above what tuning takes from the loss",
                Replicates.sample(losses, l -> l.norm - l.paper - (l.paper - l.tuned)),
                0)),
        List.of(progressOf(trials)),
        List.of(table(losses, best)));
  }

  private static Table table(List<Losses> losses, double[] best) {
    return new Table(
        List.of("layer", "r_max", "d_max", "update rate", "warm-up, steps", "loss at inference"),
        List.of(
            List.of("normalization", "", "", "0.01", "", shown(losses, Losses::norm)),
            List.of(
                "renormalization, the paper's schedule",
                "3",
                "5",
                "0.01",
                Integer.toString(STEPS / 26),
                shown(losses, Losses::paper)),
            List.of(
                "renormalization, tuned",
                String.format(Locale.ROOT, "%.2f", StrictMath.pow(2, best[0])),
                String.format(Locale.ROOT, "%.2f", best[1]),
                String.format(Locale.ROOT, "%.4f", StrictMath.pow(10, best[2])),
                Integer.toString((int) (best[3] * STEPS)),
                shown(losses, Losses::tuned))));
  }

  private static String shown(List<Losses> losses, ToDoubleFunction<Losses> loss) {
    return String.format(Locale.ROOT, "%.3f", Replicates.sample(losses, loss).mean());
  }

  private static Plot progressOf(List<Double> trials) {
    double[] x = new double[trials.size()];
    double[] each = new double[trials.size()];
    double[] least = new double[trials.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
      each[i] = trials.get(i);
      least[i] = i == 0 ? each[i] : Math.min(least[i - 1], each[i]);
    }
    return Plot.linear(
        "trial of CMA-ES",
        "loss, tuning seeds",
        new Plot.Curve("this trial", x, each),
        new Plot.Curve("best so far", x, least));
  }

  // Coordinates: log2 r_max, d_max, log10 of the update rate, the warm-up's share of the run.
  private double[] tune(long seed, List<Double> trials, Runnable progress) {
    CMAESOptimizer optimizer =
        new CMAESOptimizer(
            GENERATIONS, 0, true, 0, 0, NormalBatches.generator(seed, -1), false, null);
    return optimizer
        .optimize(
            new ObjectiveFunction(
                point -> {
                  Normalizer.Setting setting = setting(point);
                  double mean =
                      Replicates.sample(
                              Replicates.run(TUNED_ON, k -> loss(setting, seed, k), progress),
                              l -> l)
                          .mean();
                  trials.add(mean);
                  return mean;
                }),
            GoalType.MINIMIZE,
            new InitialGuess(new double[] {1.5, 5, -2, 0.1}),
            new SimpleBounds(new double[] {0, 0, -3, 0}, new double[] {4, 10, -0.5, 0.5}),
            new CMAESOptimizer.Sigma(new double[] {1, 2, 0.5, 0.1}),
            new CMAESOptimizer.PopulationSize(POPULATION),
            new MaxEval(TRIALS))
        .getPoint();
  }

  private Normalizer.Setting setting(double[] point) {
    int start = (int) (point[3] * STEPS);
    int end = start + STEPS / 5;
    return Normalizer.Setting.renorm(
        layer,
        EPSILON,
        StrictMath.pow(10, point[2]),
        new LinearRenormSchedule(start, end, StrictMath.pow(2, point[0]), end, point[1]));
  }

  private static double loss(Normalizer.Setting setting, long seed, int replicate) {
    RandomGenerator random = NormalBatches.generator(seed, replicate);
    Perceptron network = new Perceptron(TwoDomains.INPUTS, HIDDEN, 1, Optional.of(setting), random);
    for (int t = 0; t < STEPS; t++) {
      network.train(TwoDomains.single(M, random), RATE, RATE);
    }
    Rows rows = TwoDomains.mixed(JUDGED, random);
    return rows.loss(network.logits(rows.x(), Mode.INFERENCE));
  }
}
