package org.normaudit.reference.contract;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
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
 * Random steps whose every number is one of the dtype's, ε, momentum and r_max included where they
 * are left as they come.
 */
public final class Steps {
  /** A power of two, so that it is a number of every dtype. */
  public static final double EPSILON = 0x1p-10;

  public static final double MOMENTUM = 0.25;

  private final Random random;
  private final Dtype dtype;

  /** Steps of a dtype, the same for the same seed. */
  public Steps(Dtype dtype, long seed) {
    this.dtype = dtype;
    this.random = new Random(seed);
  }

  /**
   * A step with γ, β, an upstream gradient, non-zero running statistics and a double backward.
   *
   * @param offset the mean of each channel is drawn around 0 with this standard deviation, where
   *     the values have about 1 around their mean: it is about the condition number
   */
  public LayerInput step(LayerKind layer, Mode mode, Shape shape, double offset) {
    double[] mean = normal(shape.channels(), 0, offset);
    double[] x = normal(shape.size(), 0, 1);
    for (int i = 0; i < x.length; i++) {
      int c = i / shape.inner() % shape.channels();
      x[i] = dtype.round(x[i] + mean[c]);
    }
    double[] spread = new double[shape.channels()];
    for (int c = 0; c < spread.length; c++) {
      spread[c] = dtype.round(0.5 + random.nextDouble());
      mean[c] = dtype.round(mean[c] + random.nextGaussian());
    }
    return new LayerInput(
        layer,
        mode,
        dtype,
        shape,
        EPSILON,
        UpdateRule.rate(MOMENTUM),
        Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        true,
        x,
        normal(shape.channels(), 1, 0.5),
        normal(shape.channels(), 0, 1),
        new RunningStatistics(mean, spread, 3),
        normal(shape.size(), 0, 1),
        Optional.of(
            new SecondOrder(
                normal(shape.size(), 0, 1),
                normal(shape.channels(), 0, 1),
                normal(shape.channels(), 0, 1))));
  }

  /** Numbers of the dtype around {@code mean}. */
  public double[] normal(int length, double mean, double deviation) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> dtype.round(mean + deviation * random.nextGaussian()));
    return values;
  }
}
