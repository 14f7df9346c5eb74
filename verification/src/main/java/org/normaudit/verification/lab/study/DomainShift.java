package org.normaudit.verification.lab.study;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;

/**
 * A network trained on a source meets a target whose inputs are a·x + b: with the running
 * statistics of the source it fails, with statistics of the target, taken without labels, it
 * recovers.
 *
 * <p>W(a·x + b) is an increasing affine function of Wx, unit by unit, so with ε = 0 each example is
 * normalized as it was at the source, up to roundings, where both statistics are those of the same
 * examples: no prediction changes whose logit is larger than what roundings move it by.
 */
record DomainShift(Implementation layer, int replicates) implements Study {
  private static final int HIDDEN = 12;
  private static final int M = 32;
  private static final int STEPS = 300;
  private static final double RATE = 0.1;
  private static final double SCALE = 3;
  private static final double[] SHIFT = {3, -2, 1, 2, -1, 1};
  private static final int[] SEEN = {2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  private static final int JUDGED = 1024;

  @Override
  public String name() {
    return "domain-shift";
  }

  @Override
  public String claim() {
    return "where inputs are scaled and shifted after training, statistics that are estimated anew,"
        + " without labels, bring every prediction back";
  }

  @Override
  public String source() {
    return "arXiv:1603.04779; exact for this shift, derived";
  }

  @Override
  public String refutedBy() {
    return "one prediction that differs from the source's, or an interval of the paired differences"
        + " of accuracy over "
        + replicates
        + " seeds that reaches 0";
  }

  @Override
  public int work() {
    return replicates;
  }

  private record Trial(double source, double shifted, double[] adapted, double moved) {
    double last() {
      return adapted[adapted.length - 1];
    }
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Trial> trials = Replicates.run(replicates, k -> trial(seed, k), progress);
    double[] seen = new double[SEEN.length];
    double[] adapted = new double[SEEN.length];
    double[] source = new double[SEEN.length];
    double[] shifted = new double[SEEN.length];
    for (int i = 0; i < seen.length; i++) {
      int at = i;
      seen[i] = SEEN[i];
      adapted[i] = Replicates.sample(trials, t -> t.adapted[at]).mean();
      source[i] = Replicates.sample(trials, Trial::source).mean();
      shifted[i] = Replicates.sample(trials, Trial::shifted).mean();
    }
    return new Outcome(
        List.of(
            Finding.above(
                "accuracy lost on the target under the source's statistics",
                Replicates.sample(trials, t -> t.source - t.shifted),
                0),
            Finding.above(
                "accuracy won back by statistics of the target",
                Replicates.sample(trials, t -> t.last() - t.shifted),
                0),
            new Finding(
                "largest change of a logit from source to target, of the smallest logit",
                trials.stream().mapToDouble(Trial::moved).max().orElseThrow(),
                Finding.Relation.BELOW,
                1,
                0,
                "below 1 no prediction changes")),
        List.of(
            Plot.logarithmic(
                "examples of the target that the statistics are taken from",
                "accuracy",
                new Plot.Curve("source", seen, source),
                new Plot.Curve("target, statistics of the source", seen, shifted),
                new Plot.Curve("target, its own statistics", seen, adapted))));
  }

  private Trial trial(long seed, int replicate) {
    RandomGenerator random = NormalBatches.generator(seed, replicate);
    Perceptron network =
        new Perceptron(
            TwoDomains.INPUTS,
            HIDDEN,
            1,
            Optional.of(Normalizer.Setting.batch(layer, 0, 0.05)),
            random);
    for (int t = 0; t < STEPS; t++) {
      network.train(TwoDomains.mixed(M, random), RATE, RATE);
    }
    Rows rows = TwoDomains.mixed(JUDGED, random);
    double[] target = shifted(rows.x());
    network.estimate(rows.x());
    double[] home = network.logits(rows.x(), Mode.INFERENCE);
    double lost = rows.accuracy(network.logits(target, Mode.INFERENCE));
    double[] adapted = new double[SEEN.length];
    for (int i = 0; i < SEEN.length - 1; i++) {
      network.estimate(shifted(TwoDomains.mixed(SEEN[i], random).x()));
      adapted[i] = rows.accuracy(network.logits(target, Mode.INFERENCE));
    }
    network.estimate(target);
    double[] away = network.logits(target, Mode.INFERENCE);
    adapted[SEEN.length - 1] = rows.accuracy(away);
    double change = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < home.length; i++) {
      change = Math.max(change, Math.abs(home[i] - away[i]));
      smallest = Math.min(smallest, Math.abs(home[i]));
    }
    return new Trial(rows.accuracy(home), lost, adapted, change / smallest);
  }

  private static double[] shifted(double[] x) {
    double[] shifted = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      shifted[k] = SCALE * x[k] + SHIFT[k % SHIFT.length];
    }
    return shifted;
  }
}
