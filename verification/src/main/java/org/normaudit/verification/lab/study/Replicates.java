package org.normaudit.verification.lab.study;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Independent repetitions of an experiment, on all cores, in an order that does not depend on them.
 */
final class Replicates {
  private Replicates() {}

  /**
   * The results of repetitions 0 to {@code count} − 1.
   *
   * @param experiment a function of its number alone
   * @param progress called after each
   */
  static <T> List<T> run(int count, IntFunction<T> experiment, Runnable progress) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            k -> {
              T result = experiment.apply(k);
              progress.run();
              return result;
            })
        .toList();
  }

  /** One number of each result. */
  static <T> Sample sample(List<T> results, ToDoubleFunction<T> number) {
    return Sample.of(results.stream().mapToDouble(number).toArray());
  }
}
