package org.normaudit.verification.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/** A NaN in one part of the input changes no bit of the results that do not depend on it. */
final class LocalityChecks {
  private LocalityChecks() {}

  static List<Check> all() {
    return List.of(new ChannelIndependence(), new SampleIndependence());
  }

  /** Other values in the last channel change not one bit of the other channels. */
  private static final class ChannelIndependence extends PairCheck {
    ChannelIndependence() {
      super("channel-independence", "one channel's values change no bit of another's results");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      Shape s = in.shape();
      if (s.channels() < 2 || !in.layer().isStateful()) {
        return Optional.empty();
      }
      double[] x = in.x().clone();
      double[] dy = in.dy().clone();
      for (int o = 0; o < s.outer(); o++) {
        for (int i = 0; i < s.inner(); i++) {
          int index = s.index(o, s.channels() - 1, i);
          x[index] = Double.NaN;
          dy[index] = Double.NaN;
        }
      }
      return Optional.of(in.withX(x).withDy(dy));
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      Shape s = pair.context.input().shape();
      for (Quantity quantity : pair.first.quantities()) {
        if (!pair.has(quantity)) {
          continue;
        }
        double[] a = pair.first.get(quantity);
        double[] b = pair.second.get(quantity);
        for (int i = 0; i < a.length; i++) {
          int c = quantity.isElementwise() ? i / s.inner() % s.channels() : i;
          if (c < s.channels() - 1) {
            worst.add(quantity, i, b[i], a[i], 0, pair.context.input().dtype());
          }
        }
      }
    }
  }

  /**
   * Other values in the last set that shares statistics change not one bit of y and dx elsewhere,
   * nor of the sums over channels that have no part in the set.
   */
  private static final class SampleIndependence extends PairCheck {
    SampleIndependence() {
      super(
          "sample-independence",
          "values change no bit of what is normalized with other statistics than theirs");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      Shape sets = in.statistics();
      if (sets.channels() < 2 || in.layer().isStateful()) {
        return Optional.empty();
      }
      double[] x = in.x().clone();
      double[] dy = in.dy().clone();
      Arrays.fill(x, x.length - sets.inner(), x.length, Double.NaN);
      Arrays.fill(dy, x.length - sets.inner(), x.length, Double.NaN);
      return Optional.of(in.withX(x).withDy(dy));
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      LayerInput in = pair.context.input();
      int untouched = in.shape().size() - in.statistics().inner();
      int firstTouched = in.block(in.blocks().size() - 1).first();
      for (Quantity quantity : pair.first.quantities()) {
        if (!pair.has(quantity)) {
          continue;
        }
        double[] a = pair.first.get(quantity);
        double[] b = pair.second.get(quantity);
        int end = quantity.isElementwise() ? untouched : Math.min(a.length, firstTouched);
        for (int i = 0; i < end; i++) {
          worst.add(quantity, i, b[i], a[i], 0, in.dtype());
        }
      }
    }
  }
}
