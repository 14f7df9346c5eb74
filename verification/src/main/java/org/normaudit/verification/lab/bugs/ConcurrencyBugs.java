package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** Mistakes of threads, devices and replicas, without any: what they do to the numbers. */
final class ConcurrencyBugs {
  private ConcurrencyBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "order-of-sums-varies",
                Kind.CONCURRENCY,
                BOTH,
                "adds partial sums in the order in which threads end")
            .randomly()
            .by(
                mutation -> {
                  Random order = new Random(7);
                  mutation.sum = v -> Summation.SEQUENTIAL.sum(mutation.a, rotated(v, order));
                  EdgeBugs.twoPasses(mutation);
                }),
        new SeededBug(
                "race-on-running-mean",
                Kind.CONCURRENCY,
                BOTH,
                "counts the old running mean twice now and then, which zeros hide",
                "TileOPs#1727")
            .randomly()
            .by(
                mutation -> {
                  Random winner = new Random(11);
                  mutation.change(
                      Roles.RUNNING_MEAN,
                      (c, v) -> c.isTraining() && winner.nextInt(3) == 0 ? v + c.oldMean() : v);
                }),
        new SeededBug(
                "partial-sum-lost",
                Kind.CONCURRENCY,
                BOTH,
                "loses the partial sum of a thread now and then")
            .randomly()
            .by(
                mutation -> {
                  Random winner = new Random(13);
                  mutation.sum =
                      v ->
                          Summation.SEQUENTIAL.sum(
                              mutation.a,
                              winner.nextInt(4) == 0 ? Arrays.copyOf(v, v.length / 2) : v);
                }),
        new SeededBug(
                "gradients-accumulate",
                Kind.CONCURRENCY,
                BOTH,
                "adds dgamma and dbeta to what the call before left in them")
            .randomly()
            .by(
                mutation -> {
                  mutation.tells(Roles.DGAMMA, accumulating()::apply);
                  mutation.tells(Roles.DBETA, accumulating()::apply);
                }),
        new SeededBug(
                "workspace-shared",
                Kind.CONCURRENCY,
                BOTH,
                "hands out the output of the call before where the lengths agree")
            .randomly()
            .by(
                mutation -> {
                  double[][] last = new double[1][];
                  mutation.tells(
                      Roles.Y,
                      (in, y) -> {
                        double[] former = last[0];
                        last[0] = y;
                        return former != null && former.length == y.length ? former : y;
                      });
                }),
        new SeededBug(
                "shards-not-weighted",
                Kind.CONCURRENCY,
                BOTH,
                "averages the statistics of replicas without their counts",
                "pytorch#22192",
                "Paddle#32464")
            .by(mutation -> mutation.moments = (c, x) -> merged(c, x, 0.5, true)),
        new SeededBug(
                "shards-lack-between",
                Kind.CONCURRENCY,
                BOTH,
                "forgets how far apart the means of replicas are when it merges variances")
            .by(
                mutation ->
                    mutation.moments = (c, x) -> merged(c, x, (double) cut(x) / x.length, false)));
  }

  private static double[] rotated(double[] v, Random order) {
    if (v.length < 2) {
      return v;
    }
    int start = order.nextInt(v.length);
    double[] rotated = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      rotated[k] = v[(start + k) % v.length];
    }
    return rotated;
  }

  private interface Accumulator {
    double[] apply(Object input, double[] values);
  }

  private static Accumulator accumulating() {
    double[][] left = new double[1][];
    return (input, values) -> {
      double[] sum = values.clone();
      for (int i = 0; left[0] != null && left[0].length == sum.length && i < sum.length; i++) {
        sum[i] += left[0][i];
      }
      left[0] = sum;
      return sum;
    };
  }

  // Two shards of uneven length; a batch of one has one.
  private static int cut(double[] x) {
    return x.length == 1 ? 1 : (x.length + 2) / 3;
  }

  private static VarianceAlgorithm.Moments merged(
      Site c, double[] x, double share, boolean between) {
    if (x.length < 2) {
      return new VarianceAlgorithm.Moments(x[0], 0);
    }
    double[] first = moments(c, Arrays.copyOf(x, cut(x)));
    double[] second = moments(c, Arrays.copyOfRange(x, cut(x), x.length));
    double apart = second[0] - first[0];
    double mean = first[0] * share + second[0] * (1 - share);
    double variance = first[1] * share + second[1] * (1 - share);
    double added = between ? share * (1 - share) * apart * apart : 0;
    return new VarianceAlgorithm.Moments(c.a.round(mean), c.a.round(variance + added));
  }

  private static double[] moments(Site c, double[] shard) {
    double mean = c.mean(shard);
    double[] centered = shard.clone();
    for (int k = 0; k < centered.length; k++) {
      centered[k] = c.a.subtract(centered[k], mean);
    }
    return new double[] {mean, c.mean(c.times(centered, centered))};
  }
}
