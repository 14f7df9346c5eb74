package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bugs.SeededBug.Kind;
import org.normaudit.verification.variants.Summation;

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
                recipe -> {
                  Random order = new Random(7);
                  recipe.sum = v -> Summation.SEQUENTIAL.sum(recipe.a, rotated(v, order));
                  EdgeBugs.twoPasses(recipe);
                }),
        new SeededBug(
                "race-on-running-mean",
                Kind.CONCURRENCY,
                BOTH,
                "counts the old running mean twice now and then, which zeros hide",
                "TileOPs#1727")
            .randomly()
            .by(
                recipe -> {
                  Random winner = new Random(11);
                  recipe.change(
                      Step.NEW_MEAN,
                      (c, v) -> c.isTraining() && winner.nextInt(3) == 0 ? v + c.oldMean : v);
                }),
        new SeededBug(
                "partial-sum-lost",
                Kind.CONCURRENCY,
                BOTH,
                "loses the partial sum of a thread now and then")
            .randomly()
            .by(
                recipe -> {
                  Random winner = new Random(13);
                  recipe.sum =
                      v ->
                          Summation.SEQUENTIAL.sum(
                              recipe.a,
                              winner.nextInt(4) == 0 ? Arrays.copyOf(v, v.length / 2) : v);
                }),
        new SeededBug(
                "gradients-accumulate",
                Kind.CONCURRENCY,
                BOTH,
                "adds dgamma and dbeta to what the call before left in them")
            .randomly()
            .by(
                recipe -> {
                  recipe.tells(Quantity.DGAMMA, accumulating()::apply);
                  recipe.tells(Quantity.DBETA, accumulating()::apply);
                }),
        new SeededBug(
                "workspace-shared",
                Kind.CONCURRENCY,
                BOTH,
                "hands out the output of the call before where the lengths agree")
            .randomly()
            .by(
                recipe -> {
                  double[][] last = new double[1][];
                  recipe.tells(
                      Quantity.Y,
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
            .by(recipe -> recipe.vector(Step.MOMENTS, c -> merged(c, 0.5, true))),
        new SeededBug(
                "shards-lack-between",
                Kind.CONCURRENCY,
                BOTH,
                "forgets how far apart the means of replicas are when it merges variances")
            .by(
                recipe ->
                    recipe.vector(Step.MOMENTS, c -> merged(c, (double) cut(c) / c.m(), false))));
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
  private static int cut(Channel c) {
    return c.m() == 1 ? 1 : (c.m() + 2) / 3;
  }

  private static double[] merged(Channel c, double share, boolean between) {
    if (c.m() < 2) {
      return new double[] {c.x[0], 0};
    }
    double[] first = moments(c, Arrays.copyOf(c.x, cut(c)));
    double[] second = moments(c, Arrays.copyOfRange(c.x, cut(c), c.m()));
    double apart = second[0] - first[0];
    double mean = first[0] * share + second[0] * (1 - share);
    double variance = first[1] * share + second[1] * (1 - share);
    double added = between ? share * (1 - share) * apart * apart : 0;
    return new double[] {c.a.round(mean), c.a.round(variance + added)};
  }

  private static double[] moments(Channel c, double[] shard) {
    double mean = c.mean(shard);
    double[] centered = shard.clone();
    for (int k = 0; k < centered.length; k++) {
      centered[k] = c.a.subtract(centered[k], mean);
    }
    return new double[] {mean, c.mean(c.times(centered, centered))};
  }
}
