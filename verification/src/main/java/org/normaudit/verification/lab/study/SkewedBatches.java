package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LinearRenormSchedule;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RenormSchedule;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.StepOutput;

/**
 * The paper's table in kind: a network trained with either layer on batches of both domains and on
 * batches of one domain each, then judged with the statistics of batches like those it was trained
 * on, and as at inference.
 *
 * <p>An unclipped batch has the same output in both modes, so renormalization's two accuracies
 * differ by at most the share of batches in which some r or d was clipped.
 */
record SkewedBatches(Implementation layer, int replicates) implements Study {
  private static final int[] BATCHES = {2, 4, 16, 64};
  private static final int HIDDEN = 16;
  private static final int STEPS = 1040;
  private static final double RATE = 0.1;
  private static final double ALPHA = 0.02;
  private static final double EPSILON = 1e-3;
  private static final int JUDGED = 1024;

  @Override
  public String name() {
    return "skewed-batches";
  }

  @Override
  public String claim() {
    return "a network trained with batch normalization on batches of one domain each fails at"
        + " inference, though it does well with the statistics of such batches;"
        + " renormalization does alike in both and better at inference, there and with"
        + " batches of two";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, sections 4.2 and 4.3, in kind";
  }

  @Override
  public String refutedBy() {
    return "an interval of the paired differences of accuracy, or of loss, over "
        + replicates
        + " seeds that reaches 0, or two accuracies of renormalization that differ by more than the"
        + " share of clipped batches";
  }

  @Override
  public int work() {
    return replicates * BATCHES.length;
  }

  /** The paper's schedule for a run of so many steps: its 130,000 are shrunk to them. */
  static RenormSchedule schedule(int steps) {
    return new LinearRenormSchedule(steps / 26, steps * 4L / 13, 3, steps * 5L / 26, 5);
  }

  private record Accuracy(double training, double inference, double loss, double clipped) {
    double gap() {
      return training - inference;
    }
  }

  private record Row(Accuracy normMixed, Accuracy renormMixed, Accuracy norm, Accuracy renorm) {
    double gain() {
      return renorm.inference - norm.inference;
    }
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<List<Row>> bySize = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int m : BATCHES) {
      List<Row> rows = Replicates.run(replicates, k -> row(m, seed, k), progress);
      bySize.add(rows);
      if (m == 2) {
        findings.add(
            Finding.above(
                "loss at inference of normalization above renormalization, mixed batches of 2",
                Replicates.sample(rows, r -> r.normMixed.loss - r.renormMixed.loss),
                0));
      } else {
        findings.add(
            Finding.equal(
                "accuracy of renormalization lost at inference, one-domain batches of " + m,
                Replicates.sample(rows, r -> r.renorm.gap()).mean(),
                0,
                Replicates.sample(rows, r -> r.renorm.clipped).mean(),
                "the share of batches with a clipped r or d"));
      }
    }
    findings.add(
        Finding.above(
            "accuracy of normalization lost at inference, one-domain batches of 4 and more",
            mean(bySize.subList(1, bySize.size()), r -> r.norm.gap()),
            0));
    findings.add(
        Finding.above(
            "accuracy of renormalization above normalization, one-domain batches of all sizes",
            mean(bySize, Row::gain),
            0));
    return new Outcome(findings, List.of(plot(bySize)), List.of(table(bySize)));
  }

  // Of each seed the mean over the sizes.
  private Sample mean(List<List<Row>> bySize, ToDoubleFunction<Row> number) {
    double[] means = new double[replicates];
    for (List<Row> rows : bySize) {
      for (int k = 0; k < replicates; k++) {
        means[k] += number.applyAsDouble(rows.get(k)) / bySize.size();
      }
    }
    return Sample.of(means);
  }

  private static Plot plot(List<List<Row>> bySize) {
    return Plot.logarithmic(
        "batch size",
        "accuracy, one-domain batches",
        curve("normalization, batch statistics", bySize, r -> r.norm.training),
        curve("normalization, inference", bySize, r -> r.norm.inference),
        curve("renormalization, inference", bySize, r -> r.renorm.inference));
  }

  private static Plot.Curve curve(
      String name, List<List<Row>> bySize, ToDoubleFunction<Row> number) {
    double[] x = new double[BATCHES.length];
    double[] y = new double[BATCHES.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = BATCHES[i];
      y[i] = Replicates.sample(bySize.get(i), number).mean();
    }
    return new Plot.Curve(name, x, y);
  }

  private static Table table(List<List<Row>> bySize) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < BATCHES.length; i++) {
      rows.add(line(BATCHES[i], "both domains", "normalization", bySize.get(i), Row::normMixed));
      rows.add(
          line(BATCHES[i], "both domains", "renormalization", bySize.get(i), Row::renormMixed));
      rows.add(line(BATCHES[i], "one domain", "normalization", bySize.get(i), Row::norm));
      rows.add(line(BATCHES[i], "one domain", "renormalization", bySize.get(i), Row::renorm));
    }
    return new Table(
        List.of("batch size", "batches from", "layer", "batch statistics", "inference"), rows);
  }

  private static List<String> line(
      int m, String from, String layer, List<Row> rows, Function<Row, Accuracy> accuracy) {
    return List.of(
        Integer.toString(m),
        from,
        layer,
        percent(Replicates.sample(rows, r -> accuracy.apply(r).training)),
        percent(Replicates.sample(rows, r -> accuracy.apply(r).inference)));
  }

  private static String percent(Sample sample) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * sample.mean());
  }

  private Row row(int m, long seed, int replicate) {
    Normalizer.Setting norm = Normalizer.Setting.batch(layer, EPSILON, ALPHA);
    Normalizer.Setting renorm = Normalizer.Setting.renorm(layer, EPSILON, ALPHA, schedule(STEPS));
    return new Row(
        accuracy(norm, m, false, seed, replicate),
        accuracy(renorm, m, false, seed, replicate),
        accuracy(norm, m, true, seed, replicate),
        accuracy(renorm, m, true, seed, replicate));
  }

  private static Accuracy accuracy(
      Normalizer.Setting setting, int m, boolean skewed, long seed, int replicate) {
    RandomGenerator random = NormalBatches.generator(seed, replicate);
    Perceptron network = new Perceptron(TwoDomains.INPUTS, HIDDEN, 1, Optional.of(setting), random);
    for (int t = 0; t < STEPS; t++) {
      network.train(draw(m, skewed, random), RATE, RATE);
    }
    double training = 0;
    double inference = 0;
    double loss = 0;
    double clipped = 0;
    int batches = JUDGED / m;
    for (int b = 0; b < batches; b++) {
      Rows rows = draw(m, skewed, random);
      training += rows.accuracy(network.logits(rows.x(), Mode.TRAINING)) / batches;
      double[] inferred = network.logits(rows.x(), Mode.INFERENCE);
      inference += rows.accuracy(inferred) / batches;
      loss += rows.loss(inferred) / batches;
      if (setting.kind() == Studied.BATCH_RENORM) {
        clipped += isClipped(network, rows) ? 1.0 / batches : 0;
      }
    }
    return new Accuracy(training, inference, loss, clipped);
  }

  private static boolean isClipped(Perceptron network, Rows rows) {
    StepOutput out = network.normalizer().run(network.preactivations(rows.x()), Mode.TRAINING);
    Clip clip = network.normalizer().clip();
    for (double r : out.get(Roles.R)) {
      if (r == clip.rMax() || r == clip.rMin()) {
        return true;
      }
    }
    for (double d : out.get(Roles.D)) {
      if (Math.abs(d) == clip.dMax()) {
        return true;
      }
    }
    return false;
  }

  private static Rows draw(int m, boolean skewed, RandomGenerator random) {
    return skewed ? TwoDomains.single(m, random) : TwoDomains.mixed(m, random);
  }
}
