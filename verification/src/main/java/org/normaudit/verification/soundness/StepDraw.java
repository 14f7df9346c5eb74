package org.normaudit.verification.soundness;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

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
  private final LayerKind layer;
  private final Mode mode;
  private final Dtype dtype;

  StepDraw(RandomGenerator random, LayerKind layer, Mode mode, Dtype dtype) {
    this.random = random;
    this.layer = layer;
    this.mode = mode;
    this.dtype = dtype;
  }

  LayerInput draw() {
    return layer.isStateful() ? ofChannel() : ofSamples();
  }

  private LayerInput ofSamples() {
    int channels = CHANNELS[random.nextInt(CHANNELS.length)];
    int groups = layer == LayerKind.GROUP_NORM && channels % 2 == 0 ? 1 + random.nextInt(2) : 1;
    Shape shape = new Shape(1 + random.nextInt(3), channels, INNER[random.nextInt(INNER.length)]);
    double[] x = new double[0];
    double[] dy = new double[0];
    Shape sets = layer.statistics(shape, groups);
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
    Arrays.setAll(beta, c -> affine && layer.isCentered() ? parameter() : 0);
    LayerInput step =
        LayerInput.of(layer, mode, dtype, shape, x)
            .withGroups(groups)
            .withEpsilon(EPSILONS[random.nextInt(EPSILONS.length)])
            .withDy(dy);
    step = affine ? step.withAffine(gamma, beta) : step;
    Optional<SecondOrder> second = second(shape.size(), channels);
    return second.isPresent() ? step.withSecond(second.get()) : step;
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private LayerInput ofChannel() {
    // Now and then more values than 11 bits can count.
    int m = random.nextInt(128) == 0 ? 2051 : COUNTS[random.nextInt(COUNTS.length)];
    double[] x = Pattern.draw(random, dtype, m);
    double[] dy = upstream(m, x);
    boolean affine = random.nextInt(4) != 0;
    return new LayerInput(
        layer,
        mode,
        dtype,
        new Shape(m, 1, 1),
        EPSILONS[random.nextInt(EPSILONS.length)],
        rule(m),
        layer == LayerKind.BATCH_RENORM ? CLIPS[random.nextInt(CLIPS.length)] : Clip.NONE,
        affine,
        x,
        new double[] {affine ? parameter() : 1},
        new double[] {affine ? parameter() : 0},
        state(x),
        dy,
        second(m, 1));
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
        random.nextInt(3) == 0 ? senses[random.nextInt(senses.length)] : UpdateRule.Sense.TAKE;
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
    double kept = layer == LayerKind.BATCH_RENORM ? spread : spread * spread;
    boolean initial = random.nextInt(5) == 0;
    return new RunningStatistics(
        new double[] {initial ? 0 : finite(mean + near * deviation)},
        new double[] {initial ? 1 : Math.max(finite(kept), dtype.minNormal())},
        random.nextInt(20));
  }

  private double finite(double value) {
    return Math.max(-dtype.maxFinite(), Math.min(dtype.maxFinite(), dtype.round(value)));
  }

  private Optional<SecondOrder> second(int m, int channels) {
    if (random.nextInt(3) != 0) {
      return Optional.empty();
    }
    double[] ddx =
        random.nextBoolean() ? Pattern.draw(random, dtype, m) : upstream(m, new double[m]);
    double[] ddgamma = new double[channels];
    double[] ddbeta = new double[channels];
    Arrays.setAll(ddgamma, c -> parameter());
    Arrays.setAll(ddbeta, c -> parameter());
    return Optional.of(new SecondOrder(ddx, ddgamma, ddbeta));
  }
}
