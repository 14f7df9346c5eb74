package org.normaudit.reference.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;

/**
 * The count, the mean and the sum of squared deviations from the mean of some values. The moments
 * of the parts of a set give those of the whole, so replicas that hold a shard of a batch each can
 * normalize by the statistics of the whole batch.
 *
 * <p>Chan, Golub and LeVeque, "Algorithms for computing the sample variance", Am. Stat. 37 (1983),
 * 242–247, equations 2.1. <a
 * href="https://doi.org/10.1080/00031305.1983.10483115">doi:10.1080/00031305.1983.10483115</a>
 *
 * <p>{@link BoundedMoments} carries a bound on the error along.
 *
 * @param count at least 0
 * @param mean μ; 0 for no values
 * @param squares Σ(x−μ)², at least 0; NaN where a value is NaN or infinite
 */
public record Moments(long count, double mean, double squares) {

  /** The moments of no values: merging with them changes nothing. */
  public static final Moments NONE = new Moments(0, 0, 0);

  /** Checks the count and the squares. */
  public Moments {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0: " + count);
    }
    if (squares < 0) {
      throw new IllegalArgumentException(
          "a sum of squared deviations must be at least 0: " + squares);
    }
  }

  /**
   * The moments of {@code values}, with the errors that {@link Deviations} states. Not modified.
   */
  public static Moments of(double... values) {
    return ofChannels(new Shape(1, 1, values.length), values).get(0);
  }

  /**
   * The moments of each channel of a tensor.
   *
   * @param x as long as the shape; not modified
   */
  public static List<Moments> ofChannels(Shape shape, double[] x) {
    shape.requireTensor("x", x);
    List<Moments> moments = new ArrayList<>();
    Deviations deviations = shape.count() == 0 ? null : Deviations.of(shape, x);
    for (int c = 0; c < shape.channels(); c++) {
      moments.add(
          deviations == null
              ? NONE
              : new Moments(shape.count(), deviations.mean()[c], deviations.squares()[c]));
    }
    return moments;
  }

  /**
   * The moments of these values and those of {@code other} together: with δ = μ_b − μ_a and n = n_a
   * + n_b, μ = μ_a + δ·n_b/n and Σ = Σ_a + Σ_b + δ²·n_a·n_b/n. Exact where either has no values.
   *
   * <p>Error, to first order, beside what those of a and b bring: μ to u(3|δ|n_b/n + |μ|); Σ to
   * u(6δ²·n_a·n_b/n + 2Σ). No term grows with κ.
   */
  public Moments merge(Moments other) {
    if (count == 0) {
      return other;
    }
    if (other.count == 0) {
      return this;
    }
    long n = count + other.count;
    double delta = other.mean - mean;
    double share = (double) other.count / n;
    return new Moments(
        n, mean + delta * share, squares + other.squares + delta * delta * count * share);
  }

  /** All shards merged, in pairs of neighbours, pairs of pairs and so on: ⌈log₂k⌉ merges deep. */
  public static Moments combine(List<Moments> shards) {
    return switch (shards.size()) {
      case 0 -> NONE;
      case 1 -> shards.get(0);
      default -> {
        int half = shards.size() / 2;
        yield combine(shards.subList(0, half)).merge(combine(shards.subList(half, shards.size())));
      }
    };
  }

  /**
   * The variance: one rounding more than the squares, two under Bessel's correction.
   *
   * @throws IllegalArgumentException if there are too few values: none, or one under Bessel's
   *     correction
   */
  public double variance(Correction correction) {
    long divisor = correction == Correction.BESSEL ? count - 1 : count;
    if (divisor < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "too few values for a variance, %s: %d", correction, count));
    }
    return squares / divisor;
  }
}
