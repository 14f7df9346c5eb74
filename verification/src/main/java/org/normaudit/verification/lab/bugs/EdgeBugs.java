package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** Mistakes at the edges: one value, none, equal ones, many, NaN. */
final class EdgeBugs {
  private EdgeBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "one-value-refused", Kind.EDGE, BOTH, "refuses to train on one value a channel")
            .by(
                mutation ->
                    mutation.asks(
                        in -> {
                          if (in.mode() == Mode.TRAINING && in.shape().count() == 1) {
                            throw new IllegalArgumentException(
                                "expected more than 1 value per channel when training");
                          }
                          return in;
                        })),
        new SeededBug(
                "one-value-nan",
                Kind.EDGE,
                BOTH,
                "divides by m - 1 = 0 where a batch has one value")
            .by(mutation -> mutation.change(Name.VARIANCE, (c, v) -> c.m() == 1 ? Double.NaN : v)),
        new SeededBug(
                "empty-batch-nan",
                Kind.EDGE,
                BOTH,
                "averages the 0/0 of an empty batch into the running statistics",
                "pytorch#12013",
                "sonnet#125")
            .by(
                mutation -> {
                  mutation.change(Roles.RUNNING_MEAN, (c, v) -> spoilt(c) ? Double.NaN : v);
                  mutation.change(Roles.RUNNING_SPREAD, (c, v) -> spoilt(c) ? Double.NaN : v);
                }),
        new SeededBug("empty-batch-crash", Kind.EDGE, BOTH, "crashes on an empty batch")
            .by(
                mutation ->
                    mutation.asks(
                        in -> {
                          if (in.shape().count() == 0) {
                            throw new ArithmeticException("/ by zero");
                          }
                          return in;
                        })),
        new SeededBug("nan-swallowed", Kind.EDGE, BOTH, "takes a NaN in x for 0")
            .by(mutation -> mutation.asks(in -> in.withX(withoutNan(in.x())))),
        new SeededBug(
                "nan-in-every-channel",
                Kind.EDGE,
                BOTH,
                "masks channels by products with 0, so that a NaN in one reaches all")
            .by(mutation -> mutation.tells(Roles.Y, (in, y) -> masked(y))),
        new SeededBug(
                "constant-channel-nan",
                Kind.EDGE,
                BOTH,
                "gives 0/0 where all values are equal",
                "caffe#3963",
                "pytorch#5410")
            .by(
                mutation ->
                    mutation.change(Name.ROOT, (c, root) -> c.get(Name.VARIANCE) == 0 ? 0 : root)),
        new SeededBug(
                "negative-spread-accepted",
                Kind.EDGE,
                BOTH,
                "takes a negative running spread for its absolute value")
            .by(mutation -> mutation.asks(EdgeBugs::withPositiveSpread)),
        new SeededBug(
                "tail-dropped",
                Kind.EDGE,
                BOTH,
                "sums pairs of values, and drops the last of an odd number")
            .by(
                mutation ->
                    mutation.sum =
                        v ->
                            Summation.SEQUENTIAL.sum(
                                mutation.a, Arrays.copyOf(v, v.length / 2 * 2))),
        new SeededBug(
                "sums-end-at-1024", Kind.EDGE, BOTH, "sums no more than 1024 values a channel")
            .by(
                mutation -> {
                  mutation.sum =
                      v ->
                          Summation.SEQUENTIAL.sum(
                              mutation.a, Arrays.copyOf(v, Math.min(v.length, 1024)));
                  twoPasses(mutation);
                }),
        new SeededBug(
                "count-in-half",
                Kind.EDGE,
                BOTH,
                "holds the number of values in binary16, which has no odd numbers above 2048",
                "tensorflow PR#30230")
            .by(
                mutation -> {
                  mutation.change(Name.VARIANCE, (c, v) -> v * c.m() / Dtype.BINARY16.round(c.m()));
                }),
        new SeededBug(
                "channels-beyond-16-skipped",
                Kind.EDGE,
                BOTH,
                "does not write the output of channels that fill no block of 16")
            .by(
                mutation ->
                    mutation.change(
                        Roles.Y,
                        (c, y) ->
                            c.index() >= 16 && c.index() >= c.shape().channels() / 16 * 16
                                ? 0
                                : y)));
  }

  private static boolean spoilt(Site c) {
    return c.m() == 0 && c.step().mode() == Mode.TRAINING;
  }

  /** Mean and variance by the mutation's own sums. */
  static void twoPasses(Mutation mutation) {
    mutation.moments =
        (c, x) -> {
          double mean = c.mean(x);
          double[] centered = x.clone();
          for (int k = 0; k < centered.length; k++) {
            centered[k] = c.a.subtract(centered[k], mean);
          }
          return new VarianceAlgorithm.Moments(mean, c.mean(c.times(centered, centered)));
        };
  }

  private static double[] withoutNan(double[] x) {
    return Arrays.stream(x).map(v -> Double.isNaN(v) ? 0 : v).toArray();
  }

  private static double[] masked(double[] y) {
    double poison = 0;
    for (double v : y) {
      poison += 0 * v;
    }
    double[] masked = y.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] += poison;
    }
    return masked;
  }

  private static Step withPositiveSpread(Step in) {
    RunningStatistics s = in.state();
    return in.withState(
        new RunningStatistics(
            s.mean(), Arrays.stream(s.spread()).map(Math::abs).toArray(), s.updates()));
  }
}
