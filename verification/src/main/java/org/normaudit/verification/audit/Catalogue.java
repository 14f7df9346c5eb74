package org.normaudit.verification.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.Case.State;
import org.normaudit.verification.cases.Case.Upstream;
import org.normaudit.verification.cases.CaseBuilder;
import org.normaudit.verification.cases.CaseLine;
import org.normaudit.verification.cases.Data;
import org.normaudit.verification.cases.Data.Generated;

/**
 * The cases of an audit: layers × modes × formats × layouts × shapes × condition numbers ×
 * parameters × upstream gradients, and the edges. The same seed gives the same cases.
 */
public final class Catalogue {

  /** How many cases. */
  public enum Size {
    /** A fair sample, in seconds. */
    QUICK,
    /** The whole, in minutes. */
    FULL
  }

  /** Odd and even counts of channels and values, primes, one value, channels last, planes. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 3, 1),
          new Shape(2, 1, 1),
          new Shape(3, 2, 1),
          new Shape(1, 5, 2),
          new Shape(7, 3, 1),
          new Shape(2, 3, 5),
          new Shape(16, 5, 1),
          new Shape(1, 2, 37),
          new Shape(8, 4, 9),
          new Shape(3, 7, 11),
          new Shape(64, 3, 1),
          new Shape(13, 17, 1),
          new Shape(2, 2, 128),
          new Shape(5, 1, 101));

  private static final List<Shape> LARGE =
      List.of(new Shape(256, 64, 1), new Shape(4, 32, 196), new Shape(2, 8, 3136));

  private static final double[] KAPPAS = {1, 3, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e8};

  private final long seed;
  private final List<Case> cases = new ArrayList<>();

  private Catalogue(long seed) {
    this.seed = seed;
  }

  /** The cases for some layers and formats. */
  public static List<Case> of(Size size, Set<LayerKind> layers, Set<Dtype> dtypes, long seed) {
    Catalogue catalogue = new Catalogue(seed);
    for (LayerKind layer : LayerKind.values()) {
      for (Dtype dtype : Dtype.values()) {
        if (layers.contains(layer) && dtypes.contains(dtype)) {
          for (Mode mode : modes(layer)) {
            catalogue.sample(layer, mode, dtype);
            if (size == Size.FULL) {
              catalogue.cross(layer, mode, dtype);
            }
          }
          catalogue.real(layer, dtype);
        }
      }
    }
    return List.copyOf(catalogue.cases);
  }

  /**
   * The cases around a user's own activations: training and inference, plain and renormalized.
   *
   * @param shape of the data, channels on the axis that {@code data} names
   */
  public static List<Case> ofData(
      Data.File data, Shape shape, Set<LayerKind> layers, Set<Dtype> dtypes, long seed) {
    Catalogue catalogue = new Catalogue(seed);
    for (LayerKind layer : layers) {
      for (Dtype dtype : dtypes) {
        for (Mode mode : modes(layer)) {
          catalogue.add(catalogue.start(layer, mode, dtype, shape).data(data));
        }
      }
    }
    return List.copyOf(catalogue.cases);
  }

  /** The largest κ at which values of the format still tell a spread: three bits of it at least. */
  public static double largestKappa(Dtype dtype) {
    return 1 / (8 * dtype.unitRoundoff());
  }

  // Without running statistics there is one mode; a check of its own asks for the other.
  private static List<Mode> modes(LayerKind layer) {
    return layer.isStateful() ? List.of(Mode.values()) : List.of(Mode.TRAINING);
  }

  private CaseBuilder start(LayerKind layer, Mode mode, Dtype dtype, Shape shape) {
    return new CaseBuilder(CaseLine.standard(layer, mode, dtype, shape))
        .groups(layer.isGrouped() ? groups(shape.channels()) : 1)
        .seed(seed * 1_000_003 + cases.size());
  }

  // The fewest groups above one; for a prime number of channels one group and all of them in turn.
  private int groups(int channels) {
    for (int groups = 2; groups < channels; groups++) {
      if (channels % groups == 0) {
        return groups;
      }
    }
    return cases.size() % 2 == 0 ? 1 : channels;
  }

  private void add(CaseBuilder builder) {
    Case c = builder.build();
    if (c.kappa() <= largestKappa(c.dtype())) {
      cases.add(c);
    }
  }

  // One case for each thing that can go wrong on its own.
  private void sample(LayerKind layer, Mode mode, Dtype dtype) {
    Shape small = new Shape(8, 4, 9);
    for (Shape shape : SHAPES) {
      add(start(layer, mode, dtype, shape));
    }
    for (double kappa : KAPPAS) {
      add(start(layer, mode, dtype, small).kappa(kappa));
    }
    for (Generated data : Generated.values()) {
      add(
          start(layer, mode, dtype, new Shape(6, 3, 4))
              .data(data)
              .kappa(data == Generated.CONSTANT ? 3 : 1));
    }
    for (Upstream upstream : Upstream.values()) {
      add(start(layer, mode, dtype, new Shape(5, 2, 3)).upstream(upstream));
    }
    if (layer.isStateful()) {
      for (State state : State.values()) {
        add(start(layer, mode, dtype, new Shape(4, 3, 7)).state(state));
        add(start(layer, mode, dtype, new Shape(1, 3, 1)).state(state));
      }
    }
    add(start(layer, mode, dtype, new Shape(4, 3, 5)).affine(false));
    if (layer.isStateful()) {
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).frozen(true));
    }
    add(start(layer, mode, dtype, new Shape(4, 3, 5)).epsilon(1));
    if (layer.isStateful()) {
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).epsilon(1e-3).momentum(0.01));
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).momentum(0.9));
    } else {
      ofASample(layer, dtype);
    }
    add(start(layer, mode, dtype, new Shape(0, 3, 5)));
    add(start(layer, mode, dtype, new Shape(4, 3, 5)).second(true));
    add(
        start(layer, mode, dtype, new Shape(9, 2, 1))
            .second(true)
            .state(layer.isStateful() ? State.FAR : State.NEAR));
    add(start(layer, mode, dtype, new Shape(64, 2, 8)));
    exact(layer, mode, dtype);
    if (layer == LayerKind.BATCH_RENORM && mode == Mode.TRAINING) {
      renorm(dtype);
    }
  }

  // Channels that fall into groups, one value that shares its statistics with no other, and blocks
  // short enough for every second opinion.
  private void ofASample(LayerKind layer, Dtype dtype) {
    add(start(layer, Mode.TRAINING, dtype, new Shape(5, 12, 1)).epsilon(1e-3));
    add(start(layer, Mode.TRAINING, dtype, new Shape(2, 6, 5)));
    add(start(layer, Mode.TRAINING, dtype, new Shape(2, 9, 4)));
    add(start(layer, Mode.TRAINING, dtype, new Shape(3, 1, 1)));
    add(start(layer, Mode.TRAINING, dtype, new Shape(2, 2, 3)));
    add(start(layer, Mode.TRAINING, dtype, new Shape(2, 4, 2)).second(true));
  }

  // TWOPOINT data have an exact mean, variance and (without ε) σ, in any order of summation.
  private void exact(LayerKind layer, Mode mode, Dtype dtype) {
    add(
        start(layer, mode, dtype, new Shape(8, 3, 2))
            .data(Generated.TWOPOINT)
            .epsilon(0)
            .state(State.MATCHED));
    if (dtype == Dtype.FLOAT32 || dtype == Dtype.FLOAT64) {
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).exponent(20));
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).exponent(-20).epsilon(1e-12));
    } else {
      narrow(layer, mode, dtype);
    }
  }

  // Squares that pass the largest number of binary16, spreads below the normal numbers, and more
  // values than 11 bits can count.
  private void narrow(LayerKind layer, Mode mode, Dtype dtype) {
    int top = Math.getExponent(dtype.maxFinite());
    int bottom = Math.getExponent(dtype.minNormal());
    for (int exponent : new int[] {top / 2, top - 3, bottom / 2, bottom, bottom - 3}) {
      add(start(layer, mode, dtype, new Shape(4, 3, 5)).exponent(exponent));
    }
    add(start(layer, mode, dtype, new Shape(2053, 1, 1)));
  }

  private void renorm(Dtype dtype) {
    Clip[] clips = {
      Clip.NONE,
      Clip.symmetric(1, 5),
      Clip.symmetric(3, 0),
      Clip.symmetric(1.5, 0.25),
      Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)
    };
    for (Clip clip : clips) {
      for (State state : State.values()) {
        add(
            start(LayerKind.BATCH_RENORM, Mode.TRAINING, dtype, new Shape(6, 3, 5))
                .clip(clip)
                .state(state));
      }
      add(start(LayerKind.BATCH_RENORM, Mode.TRAINING, dtype, new Shape(1, 4, 1)).clip(clip));
    }
  }

  private void cross(LayerKind layer, Mode mode, Dtype dtype) {
    int turn = 0;
    for (Shape shape : SHAPES) {
      for (double kappa : KAPPAS) {
        for (int variant = 0; variant < 3; variant++, turn++) {
          add(
              start(layer, mode, dtype, shape)
                  .kappa(kappa)
                  .data(turn % 5 == 4 ? Generated.UNIFORM : Generated.NORMAL)
                  .upstream(Upstream.values()[turn % Upstream.values().length])
                  .state(State.values()[turn / 3 % State.values().length])
                  .epsilon(turn % 7 == 6 ? 1e-3 : 1e-5)
                  .momentum(turn % 2 == 0 ? 0.1 : 0.01)
                  .affine(turn % 3 != 2)
                  .second(shape.count() <= 32 && variant == 0));
        }
      }
    }
    for (Shape shape : LARGE) {
      for (double kappa : new double[] {1, 1e3}) {
        add(start(layer, mode, dtype, shape).kappa(kappa));
      }
    }
  }

  // The sets of the Statistical Reference Datasets that a formula gives.
  private void real(LayerKind layer, Dtype dtype) {
    if (dtype != Dtype.FLOAT64 && dtype != Dtype.FLOAT32) {
      return;
    }
    for (int set = 1; set <= 4; set++) {
      int count = set == 1 ? 3 : 1001;
      Shape shape = layer.isStateful() ? new Shape(count, 1, 1) : new Shape(1, 1, count);
      add(start(layer, Mode.TRAINING, dtype, shape).data(new Data.Nist("NumAcc" + set)));
    }
  }
}
