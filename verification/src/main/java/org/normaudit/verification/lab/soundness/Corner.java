package org.normaudit.verification.lab.soundness;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * Steps at the edges of what bounds promise, where bounds derived by hand were once left: each
 * turns a drawn step into one there.
 */
enum Corner {
  /** Statistics after an update of nearly all, whose old mean is far: what it cancels. */
  LARGE_UPDATE(layer -> layer.is(Property.STATEFUL)) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      UpdateRule.Correction correction =
          in.shape().count() > 1 ? UpdateRule.Correction.BESSEL : UpdateRule.Correction.BIASED;
      double share = 1 - Math.pow(10, -1 - random.nextInt(4));
      double[] mean = filled(in, in.state().mean(), (random.nextInt(2) * 2 - 1) * 1e4);
      return in.withRule(new UpdateRule(UpdateRule.Sense.UPDATE_WEIGHT, share, correction))
          .withState(new RunningStatistics(mean, in.state().spread(), in.updates()));
    }
  },

  /** A running spread whose square or reciprocal leaves the format. */
  TINY_SPREAD(layer -> layer.is(Property.STATEFUL)) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      double tiny = Math.scalb(in.dtype().minNormal(), random.nextInt(24));
      double[] spread = filled(in, in.state().spread(), tiny);
      return in.withState(new RunningStatistics(in.state().mean(), spread, in.updates()));
    }
  },

  /** A variance of exactly 0, with and without an ε. */
  CONSTANT(layer -> true) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      return in.withX(filled(in, in.x(), random.nextGaussian()));
    }
  },

  /** Values whose squares overflow, or do so soon. */
  LARGE(layer -> true) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      int exponent = Math.getExponent(in.dtype().maxFinite()) / 2 - 3 + random.nextInt(6);
      return in.withX(scaled(in, in.x(), exponent));
    }
  },

  /**
   * Values whose squares underflow, without an ε: the cube of σ vanishes, its reciprocals do not.
   */
  SMALL(layer -> true) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      int exponent = Math.getExponent(in.dtype().minNormal()) / (2 + random.nextInt(2));
      return in.withX(scaled(in, in.x(), exponent + random.nextInt(6))).withEpsilon(0);
    }
  },

  /** Upstream gradients whose sums overflow before their scale. */
  LARGE_UPSTREAM(layer -> true) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      int exponent = Math.getExponent(in.dtype().maxFinite()) - 8 + random.nextInt(8);
      return in.withDy(scaled(in, in.dy(), exponent));
    }
  },

  /** The first value far from all others. */
  OUTLIER_FIRST(layer -> true) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      double[] x = in.x().clone();
      if (x.length > 0) {
        x[0] = in.dtype().round(x[0] * 1e4);
      }
      return Double.isFinite(Arrays.stream(x).sum()) ? in.withX(x) : in;
    }
  },

  /** r and d of any size, of x̂ below the normal numbers. */
  UNCLIPPED(layer -> layer.has(Roles.R)) {
    @Override
    Step turn(RandomGenerator random, Step in) {
      int exponent = Math.getExponent(in.dtype().minNormal()) / 2;
      double[] x = scaled(in, in.x(), exponent - random.nextInt(4));
      return in.withX(x).withClip(Clip.NONE).withEpsilon(1);
    }
  };

  private final Predicate<Layer> concerned;

  /**
   * @param concerned the layers that have such steps
   */
  Corner(Predicate<Layer> concerned) {
    this.concerned = concerned;
  }

  static List<Corner> of(Layer layer) {
    return Arrays.stream(values()).filter(corner -> corner.concerned.test(layer)).toList();
  }

  abstract Step turn(RandomGenerator random, Step in);

  private static double[] filled(Step in, double[] like, double value) {
    double[] all = new double[like.length];
    Arrays.fill(all, in.dtype().round(value));
    return all;
  }

  // 2ᵏ times the values, as the format holds them; those that it does not hold stay.
  private static double[] scaled(Step in, double[] values, int exponent) {
    Dtype dtype = in.dtype();
    double[] all = values.clone();
    for (int i = 0; i < all.length; i++) {
      double larger = dtype.round(Math.scalb(all[i], exponent));
      all[i] = Double.isFinite(larger) ? larger : all[i];
    }
    return all;
  }
}
