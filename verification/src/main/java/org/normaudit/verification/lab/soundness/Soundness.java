package org.normaudit.verification.lab.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;

/**
 * The experiment: honest implementations of the layers, in all formats, on random steps, on steps
 * that were searched for the largest error, and, one in nine, at the {@link Corner corners}.
 *
 * @param seed of everything that is drawn
 * @param steps how many were judged
 * @param rows what was seen
 */
public record Soundness(long seed, int steps, Map<Row, Shares> rows) {

  /**
   * One line of the table.
   *
   * @param layer by its label
   * @param mode by its label
   * @param format of the tensors, and of the arithmetic where that is another
   * @param output the quantity
   */
  public record Row(String layer, String mode, String format, Role output)
      implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byText = (layer + mode + format).compareTo(other.layer + other.mode + other.format);
      return byText != 0 ? byText : Roles.ORDER.compare(output, other.output);
    }
  }

  /**
   * Runs the experiment; the same seed gives the same numbers for any number of threads.
   *
   * @param steps at least this many
   * @param layers each as likely as the others; their order takes part in what is drawn
   * @param progress receives the number of steps done, from one thread
   */
  public static Soundness run(
      int steps, long seed, List<Layer> layers, int threads, IntConsumer progress)
      throws InterruptedException {
    int drawn = (steps + Trial.STEPS - 1) / Trial.STEPS;
    int trials = drawn + (drawn + 7) / 8;
    Map<Row, Shares> rows = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Trial>> pending = new ArrayList<>();
      for (int number = 0; number < trials; number++) {
        int own = number;
        pending.add(pool.submit(() -> new Trial(seed, own, layers, own >= drawn).run()));
      }
      for (int number = 0; number < trials; number++) {
        pending.get(number).get().addTo(rows, Integer.toString(number));
        pending.set(number, null);
        progress.accept((number + 1) * Trial.STEPS);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return new Soundness(seed, trials * Trial.STEPS, rows);
  }

  /** The rows where an honest implementation left its bound. */
  public List<Row> unsound() {
    return rows.keySet().stream().filter(row -> rows.get(row).worst() > 1).toList();
  }

  /**
   * The outputs of a layer in a format, in words, that came no nearer to their bounds than a tenth
   * in either mode: the bound may be wider than it need be, or the steps too few.
   */
  public List<String> wide() {
    Map<String, Double> worst = new TreeMap<>();
    rows.forEach(
        (row, shares) ->
            worst.merge(
                row.layer() + " " + row.format() + " " + row.output().label(),
                shares.worst(),
                Math::max));
    return worst.keySet().stream().filter(output -> 10 * worst.get(output) < 1).toList();
  }
}
