package org.normaudit.verification.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.truth.Truth;

/** The relations that hold up to rounding, because sums are taken in another order. */
final class Rearranged {
  private static final List<Quantity> PER_CHANNEL =
      List.of(
          Quantity.R,
          Quantity.D,
          Quantity.RUNNING_MEAN,
          Quantity.RUNNING_SPREAD,
          Quantity.DGAMMA,
          Quantity.DBETA);

  private Rearranged() {}

  static List<Check> all() {
    return List.of(
        new Permutation(),
        new Replication(),
        new Layout(),
        new ChannelIndependence(),
        new SampleIndependence(),
        new TrainingIsInference());
  }

  /** Rebuilds a step around rearranged tensors of another shape. */
  private static LayerInput reshaped(LayerInput in, Shape shape, double[] x, double[] dy) {
    return new LayerInput(
        in.layer(),
        in.mode(),
        in.dtype(),
        shape,
        in.groups(),
        in.epsilon(),
        in.rule(),
        in.clip(),
        in.affine(),
        x,
        in.gamma(),
        in.beta(),
        in.state(),
        dy,
        Optional.empty());
  }

  private static double[] moved(double[] from, int size, java.util.function.IntUnaryOperator to) {
    double[] result = new double[size];
    for (int i = 0; i < from.length; i++) {
      result[to.applyAsInt(i)] = from[i];
    }
    return result;
  }

  /** The batch in reverse order. */
  private static final class Permutation extends PairCheck {
    Permutation() {
      super("permutation", "the batch in another order gives the same values in that order");
    }

    private static int place(Shape s, int index) {
      int i = index % s.inner();
      int c = index / s.inner() % s.channels();
      int o = index / s.inner() / s.channels();
      return s.index(s.outer() - 1 - o, c, s.inner() - 1 - i);
    }

    @Override
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
      Shape s = in.shape();
      return Optional.of(
          reshaped(
              in,
              s,
              moved(in.x(), s.size(), i -> place(s, i)),
              moved(in.dy(), s.size(), i -> place(s, i))));
    }

    @Override
    void compare(Pair pair, Worst worst) {
      Shape s = pair.exam.input().shape();
      pair.bounded(worst, Quantity.Y, 1, i -> place(s, i));
      pair.bounded(worst, Quantity.DX, 1, i -> place(s, i));
      PER_CHANNEL.forEach(quantity -> pair.bounded(worst, quantity, 1));
    }
  }

  /** Every sample twice: the same statistics, twice the sums. */
  private static final class Replication extends PairCheck {
    Replication() {
      super("replication", "every sample twice gives the same output and twice the sums");
    }

    @Override
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
      Shape s = in.shape();
      // Bessel's factor of twice as many samples is another one.
      boolean biased =
          exam.convention().normalizing() == UpdateRule.Correction.BIASED
              || !in.layer().isStateful();
      if (s.size() > 1 << 16 || !biased) {
        return Optional.empty();
      }
      Shape twice = new Shape(2 * s.outer(), s.channels(), s.inner());
      return Optional.of(reshaped(in, twice, doubled(in.x()), doubled(in.dy())));
    }

    private static double[] doubled(double[] values) {
      double[] result = new double[2 * values.length];
      System.arraycopy(values, 0, result, 0, values.length);
      System.arraycopy(values, 0, result, values.length, values.length);
      return result;
    }

    @Override
    void compare(Pair pair, Worst worst) {
      pair.bounded(worst, Quantity.Y, 1);
      pair.bounded(worst, Quantity.DX, 1);
      pair.bounded(worst, Quantity.DGAMMA, 0.5);
      pair.bounded(worst, Quantity.DBETA, 0.5);
      pair.bounded(worst, Quantity.RUNNING_MEAN, 1);
      if (pair.exam.convention().correction() == UpdateRule.Correction.BIASED) {
        pair.bounded(worst, Quantity.RUNNING_SPREAD, 1);
      }
    }
  }

  /** The same channels with the map moved into the batch, as NCHW becomes NHWC. */
  private static final class Layout extends PairCheck {
    Layout() {
      super("layout", "the same values with channels last give the same results");
    }

    private static int place(Shape s, int index) {
      int i = index % s.inner();
      int c = index / s.inner() % s.channels();
      int o = index / s.inner() / s.channels();
      return (o * s.inner() + i) * s.channels() + c;
    }

    @Override
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
      Shape s = in.shape();
      // Moved into the batch, a map would have other statistics where those are of a sample.
      if (s.inner() == 1 || !in.layer().isStateful()) {
        return Optional.empty();
      }
      Shape last = new Shape(s.count(), s.channels(), 1);
      return Optional.of(
          reshaped(
              in,
              last,
              moved(in.x(), s.size(), i -> place(s, i)),
              moved(in.dy(), s.size(), i -> place(s, i))));
    }

    @Override
    void compare(Pair pair, Worst worst) {
      Shape s = pair.exam.input().shape();
      pair.bounded(worst, Quantity.Y, 1, i -> place(s, i));
      pair.bounded(worst, Quantity.DX, 1, i -> place(s, i));
      PER_CHANNEL.forEach(quantity -> pair.bounded(worst, quantity, 1));
    }
  }

  /** Other values in the last channel change not one bit of the other channels. */
  private static final class ChannelIndependence extends PairCheck {
    ChannelIndependence() {
      super("channel-independence", "one channel's values change no bit of another's results");
    }

    @Override
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
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
    void compare(Pair pair, Worst worst) {
      Shape s = pair.exam.input().shape();
      for (Quantity quantity : pair.first.quantities()) {
        if (!pair.has(quantity)) {
          continue;
        }
        double[] a = pair.first.get(quantity);
        double[] b = pair.second.get(quantity);
        for (int i = 0; i < a.length; i++) {
          int c = quantity.isElementwise() ? i / s.inner() % s.channels() : i;
          if (c < s.channels() - 1) {
            worst.add(quantity, i, b[i], a[i], 0, pair.exam.input().dtype());
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
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
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
    void compare(Pair pair, Worst worst) {
      LayerInput in = pair.exam.input();
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

  /**
   * Renormalization where neither r nor d is clipped: the output in training is that of inference
   * from the same running statistics. The batch's errors cancel, so a bad variance passes here.
   */
  private static final class TrainingIsInference extends PairCheck {
    TrainingIsInference() {
      super("training-is-inference", "unclipped renormalization trains with inference's output");
    }

    @Override
    Optional<LayerInput> partner(Exam exam) {
      LayerInput in = exam.input();
      Convention c = exam.convention();
      boolean applies =
          in.layer() == LayerKind.BATCH_RENORM
              && in.mode() == Mode.TRAINING
              && exam.capabilities().modes().contains(Mode.INFERENCE)
              && c.order() == Convention.Order.BEFORE_UPDATE
              && c.denominator() == Convention.Denominator.RUNNING
              && c.inference() == Convention.Inference.PLAIN
              && c.fold() == Convention.Fold.NONE
              && isUnclipped(exam);
      return applies ? Optional.of(in.withMode(Mode.INFERENCE)) : Optional.empty();
    }

    // Unclipped beyond doubt: further from every threshold than r and d may err.
    private static boolean isUnclipped(Exam exam) {
      Truth truth = exam.truth();
      Clip clip = exam.input().clip();
      double[] r = truth.nearest(Quantity.R);
      double[] d = truth.nearest(Quantity.D);
      for (int c = 0; c < r.length; c++) {
        double marginR = exam.bounds().get(Quantity.R)[c];
        double marginD = exam.bounds().get(Quantity.D)[c];
        boolean inside =
            r[c] - marginR > Math.max(clip.rMin(), 1 / clip.rMax())
                && r[c] + marginR < clip.rMax()
                && Math.abs(d[c]) + marginD < clip.dMax();
        if (!inside) {
          return false;
        }
      }
      return true;
    }

    @Override
    void compare(Pair pair, Worst worst) {
      pair.bounded(worst, Quantity.Y, 1);
    }
  }
}
