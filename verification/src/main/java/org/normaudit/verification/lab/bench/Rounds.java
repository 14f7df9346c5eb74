package org.normaudit.verification.lab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Times tasks in turn, round after round, so that other load on the machine falls on all of them
 * alike and their ratios hold.
 */
public final class Rounds {
  /** Rounds before any counts, while code compiles and memory is first touched. */
  private static final int WARM_UP = 3;

  private final double seconds;
  private final int rounds;
  private final int runs;
  private final long restNanos;

  /**
   * Each task once a round.
   *
   * @param seconds for how long, about
   * @param rounds the least number of rounds, even if they take longer than {@code seconds}
   */
  public Rounds(double seconds, int rounds) {
    this(seconds, rounds, 1, 0);
  }

  private Rounds(double seconds, int rounds, int runs, long restNanos) {
    if (!(seconds >= 0) || rounds < 1 || runs < 1 || restNanos < 0) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "rounds need seconds >= 0, at least one round and one run, and no negative rest: %s s, %d",
                  seconds,
                  rounds)
              + String.format(Locale.ROOT, " rounds, %d runs, %d ns", runs, restNanos));
    }
    this.seconds = seconds;
    this.rounds = rounds;
    this.runs = runs;
    this.restNanos = restNanos;
  }

  /**
   * These rounds for tasks that keep threads of their own: before each task a rest, in which the
   * threads of the one before stop waiting for more work, then one run that is not timed, then
   * {@code count} that are.
   */
  public Rounds inBursts(int count, long rest) {
    return new Rounds(seconds, rounds, count, rest);
  }

  /**
   * What was measured of one task.
   *
   * @param median of the runs, in seconds
   * @param least of the runs, in seconds
   * @param runs how many counted
   */
  public record Timing(double median, double least, int runs) {

    static Timing of(List<Double> times) {
      double[] values = times.stream().mapToDouble(Double::doubleValue).toArray();
      return new Timing(
          Median.withDefaults().evaluate(values),
          Arrays.stream(values).min().orElseThrow(),
          values.length);
    }
  }

  /** The timings of the tasks, in their order. */
  public List<Timing> time(List<Runnable> tasks) {
    List<List<Double>> times = new ArrayList<>();
    tasks.forEach(task -> times.add(new ArrayList<>()));
    long start = System.nanoTime();
    for (int round = 0; ; round++) {
      for (int i = 0; i < tasks.size(); i++) {
        Runnable task = tasks.get(i);
        if (round < WARM_UP) {
          task.run();
          continue;
        }
        if (restNanos > 0) {
          LockSupport.parkNanos(restNanos);
          task.run();
        }
        for (int run = 0; run < runs; run++) {
          long before = System.nanoTime();
          task.run();
          long after = System.nanoTime();
          times.get(i).add((after - before) / 1e9);
        }
      }
      boolean enough = round >= WARM_UP + rounds - 1;
      if (enough && (System.nanoTime() - start) / 1e9 > seconds) {
        return times.stream().map(Timing::of).toList();
      }
    }
  }
}
