package org.normaudit.verification.core.cases;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Formats;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;

/** Turns a {@link Case} into the step that a subject is asked for, the same bits every time. */
public final class CaseInput {
  private CaseInput() {}

  /**
   * The step of a case whose data are generated.
   *
   * @throws IllegalArgumentException if the data come from elsewhere
   */
  public static Step of(Case c) {
    if (!(c.data() instanceof Data.Generated generated)) {
      throw new IllegalArgumentException("not generated: " + c.data().label());
    }
    double[] x = new double[c.shape().size()];
    Shape sets = c.layer().statistics(c.shape(), c.settings()).view();
    for (int set = 0; set < sets.channels(); set++) {
      scatter(sets, set, SampleGenerator.set(c, generated, set, sets.count()), x);
    }
    return of(c, x);
  }

  /**
   * The step of a case around given x, rounded to the case's dtype.
   *
   * @param values x. Not modified.
   */
  public static Step of(Case c, double[] values) {
    Layer layer = c.layer();
    Shape shape = c.shape();
    Dtype dtype = c.dtype();
    double[] x = new double[values.length];
    Arrays.setAll(x, i -> rounded(dtype, values[i]));
    int channels = shape.channels();
    RandomGenerator random = generator(c, 1);
    double[] gamma = new double[channels];
    double[] beta = new double[channels];
    Arrays.fill(gamma, 1);
    if (c.get(Settings.AFFINE)) {
      for (int i = 0; i < channels; i++) {
        // Away from 0, of both signs, so that a γ that is lost or squared is seen.
        double magnitude = 0.5 + random.nextDouble();
        gamma[i] = dtype.round(random.nextBoolean() ? magnitude : -magnitude);
        double drawn = dtype.round(random.nextGaussian());
        beta[i] = layer.is(Property.LEARNS_SHIFT) ? drawn : 0;
      }
    }
    Shape sets = layer.statistics(shape, c.settings()).view();
    Batch batch = Batch.of(sets, x);
    RunningStatistics state =
        layer.is(Property.STATEFUL) ? state(c, batch, random) : RunningStatistics.initial(channels);
    double[] dy = upstream(c, sets, batch, x, random);
    if (!layer.is(Property.OVER_BATCH) && c.upstream() == Case.Upstream.ALIGNED) {
      // It is γ·dy that is projected, and γ differs within a set.
      for (int i = 0; i < dy.length; i++) {
        dy[i] = dtype.round(dy[i] / gamma[i / shape.inner() % channels]);
      }
    }
    Map<Role, double[]> tensors = new HashMap<>();
    tensors.put(Roles.X, x);
    tensors.put(Roles.GAMMA, gamma);
    tensors.put(Roles.BETA, beta);
    tensors.put(Roles.RUNNING_MEAN, state.mean());
    tensors.put(Roles.RUNNING_SPREAD, state.spread());
    tensors.put(Roles.DY, dy);
    if (c.second()) {
      layer.secondUpstreams().forEach(role -> tensors.put(role, normal(random, c, role)));
    }
    // What only some layers have is drawn from a stream of its own, so that a role that is added
    // leaves the others as they are.
    int stream = 2;
    for (Role role : layer.given()) {
      int own = stream++;
      tensors.computeIfAbsent(role, key -> normal(generator(c, own), c, key));
    }
    tensors.keySet().removeIf(role -> !layer.given().contains(role) && !isSecond(role));
    return Step.of(
        layer, c.mode(), Formats.of(dtype), shape, settings(c, state.updates()), tensors);
  }

  private static boolean isSecond(Role role) {
    return role.kind() == Role.Kind.SECOND_UPSTREAM;
  }

  private static RandomGenerator generator(Case c, int stream) {
    return SampleGenerator.generator((int) c.seed(), (int) (c.seed() >>> 32), stream);
  }

  // The settings of the step; what a case line says in another way is put into the step's words.
  private static Settings settings(Case c, long updates) {
    Settings settings =
        Settings.USUAL
            .with(Settings.EPSILON, c.epsilon())
            .with(
                c.get(CaseSettings.FROZEN)
                    ? UpdateRule.frozen(c.get(Settings.MOMENTUM))
                    : UpdateRule.rate(c.get(Settings.MOMENTUM)))
            .with(c.clip())
            .with(Settings.UPDATES, updates);
    for (Setting<?> setting : c.layer().settings()) {
      if (!Settings.CLASSICAL.contains(setting)) {
        settings = taken(settings, c.settings(), setting);
      }
    }
    return settings.with(Settings.AFFINE, c.get(Settings.AFFINE));
  }

  private static <V> Settings taken(Settings into, Settings from, Setting<V> setting) {
    return into.with(setting, from.get(setting));
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
      boolean keepsDeviation =
          c.layer().paper().get(Coordinates.KEPT) == Convention.RunningStatistic.DEVIATION;
      double kept = keepsDeviation ? s : keptVariance(c, s);
      mean[i] = c.dtype().round(mean[i]);
      // The variance of wide data may pass a narrow format's largest number; a state is finite.
      spread[i] = Math.max(c.dtype().roundFinite(kept), c.dtype().minNormal());
    }
    return new RunningStatistics(mean, spread, c.state() == Case.State.INITIAL ? 0 : 3);
  }

  // An infinity is an input; what stands for one in a format without is a number, or NaN.
  private static double rounded(Dtype dtype, double value) {
    return dtype.hasInfinities() ? dtype.round(value) : dtype.roundFinite(value);
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

  private static double[] normal(RandomGenerator random, Case c, Role role) {
    double[] values = new double[role.length(c.shape())];
    for (int i = 0; i < values.length; i++) {
      values[i] = c.dtype().round(random.nextGaussian());
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
