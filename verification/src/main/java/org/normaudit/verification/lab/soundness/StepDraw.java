package org.normaudit.verification.lab.soundness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;

/**
 * Draws steps. Of the layers with the statistics of a channel they have one channel, since the
 * bounds are derived channel by channel; of those with the statistics of a sample they have a few
 * of each.
 */
final class StepDraw {
  private static final int[] COUNTS = {1, 2, 3, 4, 5, 7, 8, 13, 16, 24, 33, 64, 100};
  private static final int[] CHANNELS = {1, 2, 4, 6, 12};
  private static final int[] INNER = {1, 1, 2, 5, 8};
  private static final double[] EPSILONS = {1e-5, 1e-3, 1, 0, 1e-12};
  private static final double[] MOMENTUMS = {0.1, 0.01, 0.9, 1, 0.5};
  private static final Clip[] CLIPS = {
    Clip.symmetric(3, 5),
    Clip.NONE,
    Clip.symmetric(1.1, 0.3),
    Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)
  };

  private final RandomGenerator random;
  private final Layer layer;
  private final Mode mode;
  private final Dtype dtype;
  private final Convention convention;

  StepDraw(RandomGenerator random, Layer layer, Mode mode, Dtype dtype, Convention convention) {
    this.convention = convention;
    this.random = random;
    this.layer = layer;
    this.mode = mode;
    this.dtype = dtype;
  }

  /** A step that has an answer under the convention. */
  Step draw() {
    Step step;
    do {
      step = layer.is(Property.OVER_BATCH) ? ofChannel() : ofSamples();
    } while (!Reading.defines(convention, step));
    return step;
  }

  private Step ofSamples() {
    int channels = CHANNELS[random.nextInt(CHANNELS.length)];
    int groups = layer.has(Settings.GROUPS) && channels % 2 == 0 ? 1 + random.nextInt(2) : 1;
    Shape shape = new Shape(1 + random.nextInt(3), channels, INNER[random.nextInt(INNER.length)]);
    double[] x = new double[0];
    double[] dy = new double[0];
    Shape sets = layer.statistics(shape, Settings.USUAL.with(Settings.GROUPS, groups)).view();
    // The sets of values that share statistics lie one after another.
    for (int set = 0; set < sets.channels(); set++) {
      double[] own = Pattern.draw(random, dtype, sets.count());
      x = joined(x, own);
      dy = joined(dy, upstream(own.length, own));
    }
    boolean affine = random.nextInt(4) != 0;
    double[] gamma = new double[channels];
    double[] beta = new double[channels];
    Arrays.setAll(gamma, c -> affine ? parameter() : 1);
    Arrays.setAll(beta, c -> affine && layer.is(Property.LEARNS_SHIFT) ? parameter() : 0);
    Step step =
        Step.of(layer, mode, dtype, shape, x)
            .withGroups(groups)
            .withEpsilon(EPSILONS[random.nextInt(EPSILONS.length)])
            .withDy(dy);
    step = affine ? step.withAffine(gamma, beta) : step;
    for (Role role : layer.given()) {
      if (role.isElementwise() && !role.equals(Roles.X) && !role.equals(Roles.DY)) {
        step = step.with(role, Pattern.draw(random, dtype, shape.size()));
      }
    }
    return withSecond(step);
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private Step ofChannel() {
    // Now and then more values than 11 bits can count.
    int m = random.nextInt(128) == 0 ? 2051 : COUNTS[random.nextInt(COUNTS.length)];
    double[] x = Pattern.draw(random, dtype, m);
    double[] dy = upstream(m, x);
    boolean affine = random.nextInt(4) != 0;
    boolean clips = layer.has(Roles.R);
    double epsilon = EPSILONS[random.nextInt(EPSILONS.length)];
    UpdateRule rule = rule(m);
    Clip clip = clips ? CLIPS[random.nextInt(CLIPS.length)] : Clip.NONE;
    double gamma = affine ? parameter() : 1;
    double beta = affine ? parameter() : 0;
    Step step =
        Step.of(layer, mode, dtype, new Shape(m, 1, 1), x)
            .withEpsilon(epsilon)
            .withRule(rule)
            .withClip(clip)
            .withState(state(x))
            .withDy(dy);
    step = affine ? step.withAffine(new double[] {gamma}, new double[] {beta}) : step;
    return withSecond(step);
  }

  private double parameter() {
    int exponent = random.nextInt(4) == 0 ? random.nextInt(9) - 4 : 0;
    return dtype.round(Math.scalb(random.nextGaussian(), exponent));
  }

  private UpdateRule rule(int m) {
    UpdateRule.Correction correction =
        m > 1 && random.nextInt(3) == 0
            ? UpdateRule.Correction.BESSEL
            : UpdateRule.Correction.BIASED;
    UpdateRule.Sense[] senses = UpdateRule.Sense.values();
    UpdateRule.Sense sense =
        random.nextInt(3) == 0
            ? senses[random.nextInt(senses.length)]
            : UpdateRule.Sense.UPDATE_WEIGHT;
    double momentum = MOMENTUMS[random.nextInt(MOMENTUMS.length)];
    return new UpdateRule(sense, momentum, correction);
  }

  private double[] upstream(int m, double[] x) {
    double[] dy = new double[m];
    switch (random.nextInt(4)) {
      case 0 -> Arrays.fill(dy, 1);
      case 1 -> {
        double mean = Arrays.stream(x).sum() / m;
        double size = Arrays.stream(x).map(v -> Math.abs(v - mean)).max().orElse(0);
        for (int k = 0; k < m; k++) {
          dy[k] = size > 0 ? (x[k] - mean) / size : 1;
        }
      }
      default -> {
        return Pattern.draw(random, dtype, m);
      }
    }
    return dtype.round(dy);
  }

  // Running statistics near the batch's, or far, or where training starts.
  private RunningStatistics state(double[] x) {
    int m = x.length;
    double mean = Arrays.stream(x).map(v -> v / m).sum();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean) / m).sum();
    double deviation = Math.sqrt(variance);
    double near = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
    double spread = deviation * Math.scalb(1 + random.nextDouble(), random.nextInt(5) - 3);
    double kept =
        switch (convention.get(Coordinates.KEPT)) {
          case VARIANCE -> spread * spread;
          case DEVIATION -> spread;
          case INVERSE -> 1 / spread;
        };
    boolean initial = random.nextInt(5) == 0;
    return new RunningStatistics(
        new double[] {initial ? 0 : finite(mean + near * deviation)},
        new double[] {initial ? 1 : Math.max(finite(kept), dtype.minNormal())},
        random.nextInt(20));
  }

  private double finite(double value) {
    return dtype.roundFinite(value);
  }

  // One step in three has a double backward, where the layer has one.
  private Step withSecond(Step step) {
    if (layer.secondUpstreams().isEmpty() || random.nextInt(3) != 0) {
      return step;
    }
    Map<Role, double[]> upstreams = new HashMap<>();
    for (Role role : layer.secondUpstreams()) {
      double[] values = new double[role.length(step.shape())];
      if (role.isElementwise()) {
        int m = values.length;
        values = random.nextBoolean() ? Pattern.draw(random, dtype, m) : upstream(m, new double[m]);
      } else {
        Arrays.setAll(values, c -> parameter());
      }
      upstreams.put(role, values);
    }
    return step.with(upstreams);
  }
}
