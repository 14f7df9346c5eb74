package org.normaudit.verification.cases;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** Turns a {@link Case} into the step that a subject is asked for, the same bits every time. */
public final class CaseInput {
  private CaseInput() {}

  /**
   * The step of a case whose data are generated.
   *
   * @throws IllegalArgumentException if the data come from elsewhere
   */
  public static LayerInput of(Case c) {
    if (!(c.data() instanceof Data.Generated generated)) {
      throw new IllegalArgumentException("not generated: " + c.data().label());
    }
    double[] x = new double[c.shape().size()];
    Shape sets = c.layer().statistics(c.shape(), c.groups());
    for (int set = 0; set < sets.channels(); set++) {
      scatter(sets, set, SampleGenerator.set(c, generated, set, sets.count()), x);
    }
    return of(c, c.dtype().round(x));
  }

  /** The step of a case around given x, values of the case's dtype. */
  public static LayerInput of(Case c, double[] x) {
    Shape shape = c.shape();
    Dtype dtype = c.dtype();
    int channels = shape.channels();
    RandomGenerator random = SampleGenerator.generator((int) c.seed(), (int) (c.seed() >>> 32), 1);
    double[] gamma = new double[channels];
    double[] beta = new double[channels];
    Arrays.fill(gamma, 1);
    if (c.affine()) {
      for (int i = 0; i < channels; i++) {
        // Away from 0, of both signs, so that a γ that is lost or squared is seen.
        double magnitude = 0.5 + random.nextDouble();
        gamma[i] = dtype.round(random.nextBoolean() ? magnitude : -magnitude);
        double drawn = dtype.round(random.nextGaussian());
        beta[i] = c.layer().isCentered() ? drawn : 0;
      }
    }
    Shape sets = c.layer().statistics(shape, c.groups());
    Batch batch = Batch.of(sets, x);
    RunningStatistics state =
        c.layer().isStateful() ? state(c, batch, random) : RunningStatistics.initial(channels);
    double[] dy = upstream(c, sets, batch, x, random);
    if (!c.layer().isStateful() && c.upstream() == Case.Upstream.ALIGNED) {
      // It is γ·dy that is projected, and γ differs within a set.
      for (int i = 0; i < dy.length; i++) {
        dy[i] = dtype.round(dy[i] / gamma[i / shape.inner() % channels]);
      }
    }
    Optional<SecondOrder> second =
        c.second()
            ? Optional.of(
                new SecondOrder(
                    normal(random, dtype, shape.size()),
                    normal(random, dtype, channels),
                    normal(random, dtype, channels)))
            : Optional.empty();
    return new LayerInput(
        c.layer(),
        c.mode(),
        dtype,
        shape,
        c.groups(),
        c.epsilon(),
        c.frozen() ? UpdateRule.frozen() : UpdateRule.rate(c.momentum()),
        c.clip(),
        c.affine(),
        x,
        gamma,
        beta,
        state,
        dy,
        second);
  }

  private static RunningStatistics state(Case c, Batch batch, RandomGenerator random) {
    int channels = c.shape().channels();
    double[] mean = new double[channels];
    double[] spread = new double[channels];
    for (int i = 0; i < channels; i++) {
      double sigma = Math.sqrt(batch.variance()[i] + c.epsilon());
      double z = random.nextGaussian();
      double t = random.nextDouble();
      double s;
      switch (c.state()) {
        case INITIAL -> {
          mean[i] = 0;
          s = 1;
        }
        case NEAR -> {
          mean[i] = batch.mean()[i] + 0.3 * z * sigma;
          s = sigma * Math.scalb(1 + t, -1);
        }
        case FAR -> {
          mean[i] = batch.mean()[i] + (8 + 4 * t) * Math.signum(z) * sigma;
          s = sigma * (z > 0 ? 16 : 0.0625) * (1 + t);
        }
        default -> {
          mean[i] = batch.mean()[i];
          s = sigma;
        }
      }
      double kept = c.layer() == LayerKind.BATCH_RENORM ? s : keptVariance(c, s);
      mean[i] = c.dtype().round(mean[i]);
      // The variance of wide data may pass a narrow format's largest number; a state is finite.
      spread[i] =
          Math.min(Math.max(c.dtype().round(kept), c.dtype().minNormal()), c.dtype().maxFinite());
    }
    return new RunningStatistics(mean, spread, c.state() == Case.State.INITIAL ? 0 : 3);
  }

  // Batch normalization keeps V, to which ε is added afterwards.
  private static double keptVariance(Case c, double sigma) {
    return Math.max(sigma * sigma - c.epsilon(), sigma * sigma / 2);
  }

  private static double[] upstream(
      Case c, Shape shape, Batch batch, double[] x, RandomGenerator random) {
    double[] dy = new double[shape.size()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      double sigma = Math.sqrt(batch.variance()[channel] + c.epsilon());
      int hot = shape.count() == 0 ? 0 : random.nextInt(shape.count());
      for (int k = 0; k < shape.count(); k++) {
        int index = position(shape, channel, k);
        dy[index] =
            switch (c.upstream()) {
              case NORMAL -> random.nextGaussian();
              case ONES -> 1;
              case ONEHOT -> k == hot ? 1 : 0;
              case ALIGNED ->
                  (sigma > 0 ? (x[index] - batch.mean()[channel]) / sigma : 0)
                      + random.nextGaussian() / 1024;
            };
      }
    }
    return c.dtype().round(dy);
  }

  private static double[] normal(RandomGenerator random, Dtype dtype, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = dtype.round(random.nextGaussian());
    }
    return values;
  }

  /** Where the k-th value of a channel lies, in the order outer, inner. */
  static int position(Shape shape, int channel, int k) {
    return shape.index(k / shape.inner(), channel, k % shape.inner());
  }

  private static void scatter(Shape shape, int channel, double[] values, double[] tensor) {
    for (int k = 0; k < values.length; k++) {
      tensor[position(shape, channel, k)] = values[k];
    }
  }

  /** Mean and biased variance a channel, good enough to place running statistics near them. */
  private record Batch(double[] mean, double[] variance) {
    static Batch of(Shape shape, double[] x) {
      double[] mean = new double[shape.channels()];
      double[] variance = new double[shape.channels()];
      int m = shape.count();
      for (int c = 0; c < shape.channels() && m > 0; c++) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
          sum += x[position(shape, c, k)] / m;
        }
        double squares = 0;
        for (int k = 0; k < m; k++) {
          double d = x[position(shape, c, k)] - sum;
          squares += d * d / m;
        }
        mean[c] = sum;
        variance[c] = squares;
      }
      return new Batch(mean, variance);
    }
  }
}
