package org.normaudit.reference.scalar;

import java.util.List;

/**
 * {@link Moments} as binary64 computes them, and how far they may be from those of the values that
 * they stand for: to first order in u, absolute. A merge brings the bounds of its parts along and
 * adds its own roundings, so the bound of a whole tree of merges is the one of its root.
 *
 * @param moments the computed moments
 * @param meanError at most this far from the mean of the values
 * @param squaresError at most this far from their sum of squared deviations
 */
public record BoundedMoments(Moments moments, double meanError, double squaresError) {
  private static final double U = 0x1p-53;

  /** The computed moments of {@code values}, with the errors that {@link Deviations} states. */
  public static BoundedMoments of(double... values) {
    Moments moments = Moments.of(values);
    if (values.length < 2) {
      return exactly(moments);
    }
    double deviation = Math.sqrt(moments.squares() / values.length);
    return new BoundedMoments(
        moments, U * (Math.abs(moments.mean()) + deviation), 6 * U * moments.squares());
  }

  /** Moments that are right to the bit. */
  public static BoundedMoments exactly(Moments moments) {
    return new BoundedMoments(moments, 0, 0);
  }

  /**
   * {@link Moments#merge} with its bound. Errors e_a, e_b of the means pass on as their mean
   * weighted by the counts, and into the squares as (2|δ| + e_a + e_b)(e_a + e_b)·n_a·n_b/n.
   */
  public BoundedMoments merge(BoundedMoments other) {
    Moments a = moments;
    Moments b = other.moments;
    if (a.count() == 0) {
      return other;
    }
    if (b.count() == 0) {
      return this;
    }
    Moments merged = a.merge(b);
    double delta = Math.abs(b.mean() - a.mean());
    double shareA = (double) a.count() / merged.count();
    double shareB = (double) b.count() / merged.count();
    double errors = meanError + other.meanError;
    double mean =
        shareA * meanError
            + shareB * other.meanError
            + U * (3 * delta * shareB + Math.abs(merged.mean()));
    double squares =
        squaresError
            + other.squaresError
            + (2 * delta + errors) * errors * a.count() * shareB
            + U * (6 * delta * delta * a.count() * shareB + 2 * merged.squares());
    return new BoundedMoments(merged, mean, squares);
  }

  /** All shards merged in the order of {@link Moments#combine}. */
  public static BoundedMoments combine(List<BoundedMoments> shards) {
    return switch (shards.size()) {
      case 0 -> exactly(Moments.NONE);
      case 1 -> shards.get(0);
      default -> {
        int half = shards.size() / 2;
        yield combine(shards.subList(0, half)).merge(combine(shards.subList(half, shards.size())));
      }
    };
  }
}
