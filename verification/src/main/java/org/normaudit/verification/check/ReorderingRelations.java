package org.normaudit.verification.check;

import java.util.List;
import java.util.Optional;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** The relations that hold up to rounding, because sums are taken in another order. */
final class ReorderingRelations {
  private static final List<Quantity> PER_CHANNEL =
      List.of(
          Quantity.R,
          Quantity.D,
          Quantity.RUNNING_MEAN,
          Quantity.RUNNING_SPREAD,
          Quantity.DGAMMA,
          Quantity.DBETA);

  private ReorderingRelations() {}

  static List<Check> all() {
    return List.of(new Permutation(), new Replication(), new Layout());
  }

  /** The same values in other places of the same or another shape. */
  private abstract static class Moved extends PairCheck {
    Moved(String name, String asserts) {
      super(name, asserts);
    }

    /** Where the value at {@code s.index(o, c, i)} goes. */
    abstract int place(Shape s, int o, int c, int i);

    private int place(Shape s, int index) {
      int i = index % s.inner();
      int c = index / s.inner() % s.channels();
      int o = index / s.inner() / s.channels();
      return place(s, o, c, i);
    }

    LayerInput moved(LayerInput in, Shape shape) {
      return in.withTensors(shape, moved(in.x(), in.shape()), moved(in.dy(), in.shape()));
    }

    private double[] moved(double[] from, Shape s) {
      double[] to = new double[from.length];
      for (int i = 0; i < from.length; i++) {
        to[place(s, i)] = from[i];
      }
      return to;
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      Shape s = pair.context.input().shape();
      pair.bounded(worst, Quantity.Y, 1, i -> place(s, i));
      pair.bounded(worst, Quantity.DX, 1, i -> place(s, i));
      PER_CHANNEL.forEach(quantity -> pair.bounded(worst, quantity, 1));
    }
  }

  /** The batch in reverse order. */
  private static final class Permutation extends Moved {
    Permutation() {
      super("permutation", "the batch in another order gives the same values in that order");
    }

    @Override
    int place(Shape s, int o, int c, int i) {
      return s.index(s.outer() - 1 - o, c, s.inner() - 1 - i);
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      return Optional.of(moved(context.input(), context.input().shape()));
    }
  }

  /** Every sample twice: the same statistics, twice the sums. */
  private static final class Replication extends PairCheck {
    Replication() {
      super("replication", "every sample twice gives the same output and twice the sums");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      Shape s = in.shape();
      // Bessel's factor of twice as many samples is another one.
      boolean biased =
          context.convention().normalizing() == UpdateRule.Correction.BIASED
              || !in.layer().isStateful();
      if (s.size() > 1 << 16 || !biased) {
        return Optional.empty();
      }
      Shape twice = new Shape(2 * s.outer(), s.channels(), s.inner());
      return Optional.of(in.withTensors(twice, doubled(in.x()), doubled(in.dy())));
    }

    private static double[] doubled(double[] values) {
      double[] result = new double[2 * values.length];
      System.arraycopy(values, 0, result, 0, values.length);
      System.arraycopy(values, 0, result, values.length, values.length);
      return result;
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      pair.bounded(worst, Quantity.Y, 1);
      pair.bounded(worst, Quantity.DX, 1);
      pair.bounded(worst, Quantity.DGAMMA, 0.5);
      pair.bounded(worst, Quantity.DBETA, 0.5);
      pair.bounded(worst, Quantity.RUNNING_MEAN, 1);
      if (pair.context.convention().correction() == UpdateRule.Correction.BIASED) {
        pair.bounded(worst, Quantity.RUNNING_SPREAD, 1);
      }
    }
  }

  /** The same channels with the map moved into the batch, as NCHW becomes NHWC. */
  private static final class Layout extends Moved {
    Layout() {
      super("layout", "the same values with channels last give the same results");
    }

    @Override
    int place(Shape s, int o, int c, int i) {
      return (o * s.inner() + i) * s.channels() + c;
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      Shape s = in.shape();
      // Moved into the batch, a map would have other statistics where those are of a sample.
      if (s.inner() == 1 || !in.layer().isStateful()) {
        return Optional.empty();
      }
      return Optional.of(moved(in, new Shape(s.count(), s.channels(), 1)));
    }
  }
}
