package org.normaudit.benchmarks;

import java.util.Arrays;
import java.util.Random;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;

/** The shapes that layers are timed at, as batch × channels × height × width. */
public enum Workload {
  /** 6.4 million elements, larger than caches: the memory's speed decides. */
  N32_C64_H56_W56(32, 64, 56 * 56),
  /** 0.2 million elements in 1,024 short planes: the costs of a launch show. */
  N4_C256_H14_W14(4, 256, 14 * 14),
  /** After a dense layer: the channels lie side by side. */
  N256_C512_H1_W1(256, 512, 1);

  private static final long SEED = 20260101;

  /** That of the paper's experiments at the end of its schedule. */
  private static final Clip CLIP = Clip.symmetric(3, 5);

  private final int outer;
  private final int channels;
  private final int inner;

  Workload(int outer, int channels, int inner) {
    this.outer = outer;
    this.channels = channels;
    this.inner = inner;
  }

  /** The shape in the layers' own terms. */
  public Shape shape() {
    return new Shape(outer, channels, inner);
  }

  /** One training step in float32. The same data whenever it is called. */
  public LayerInput step(LayerKind layer) {
    return step(layer, shape());
  }

  /**
   * The training step at another shape: normal x with mean 1, normal γ, β and upstream gradient.
   */
  public static LayerInput step(LayerKind layer, Shape shape) {
    Random random = new Random(SEED);
    double[] x = Arrays.stream(normal(random, shape.size())).map(v -> (float) (v + 1)).toArray();
    return LayerInput.of(layer, Mode.TRAINING, Dtype.FLOAT32, shape, x)
        .withClip(CLIP)
        .withAffine(normal(random, shape.channels()), normal(random, shape.channels()))
        .withDy(normal(random, shape.size()));
  }

  private static double[] normal(Random random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
