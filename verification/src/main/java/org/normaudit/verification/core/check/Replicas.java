package org.normaudit.verification.core.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.scalar.BoundedMoments;
import org.normaudit.reference.scalar.Moments;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ChannelTerms;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/**
 * Synchronised statistics: the batch is cut into shards of uneven size, one of them empty and one
 * of a single sample; the subject is asked for the moments of each, by an update of rate 1, and
 * what they merge to is compared with the moments of the whole batch.
 *
 * <p>Allowed: the shards' own bounds, carried through the merges by {@link BoundedMoments}, whose
 * errors of second order in u are a share of 10u of the first for each merge.
 */
final class Replicas implements Check {
  private static final int LARGEST = 2048;

  private static final double U = 0x1p-53;

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public String asserts() {
    return "the statistics of shards of the batch merge to those of the whole";
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  }

  // Statistics do not depend on dy: one upstream gradient is enough.
  @Override
  public boolean concerns(CheckContext context) {
    Step in = context.input();
    return in.mode() == Mode.TRAINING
        && in.layer().is(Property.STATEFUL)
        && in.shape().outer() > 1
        && in.shape().size() <= LARGEST
        && context.theCase().upstream() == Case.Upstream.NORMAL;
  }

  @Override
  public Result examine(CheckContext context) {
    Step in = context.input();
    Shape s = in.shape();
    List<List<BoundedMoments>> shards = new ArrayList<>();
    for (int c = 0; c < s.channels(); c++) {
      // The first shard holds nothing.
      shards.add(new ArrayList<>(List.of(BoundedMoments.exactly(Moments.NONE))));
    }
    boolean bessel =
        context.convention().get(Coordinates.CORRECTION) == UpdateRule.Correction.BESSEL;
    int from = 0;
    for (int samples : sizes(s.outer())) {
      Step shard = shard(context, from, samples);
      from += samples;
      if (bessel && shard.shape().count() < 2) {
        return context.skipped(this, "a single value has no variance under Bessel's correction");
      }
      Answer answer = context.ask(shard);
      if (!(answer instanceof Answer.Given given)) {
        return context.failed(this, answer);
      }
      Bounds bounds = context.bounds(shard);
      for (int c = 0; c < s.channels(); c++) {
        Optional<BoundedMoments> moments =
            moments(
                context,
                shard,
                given.output().get(Roles.RUNNING_MEAN)[c],
                bounds.get(Roles.RUNNING_MEAN)[c],
                given.output().get(Roles.RUNNING_SPREAD)[c],
                bounds.get(Roles.RUNNING_SPREAD)[c]);
        if (moments.isEmpty()) {
          return context.skipped(this, "the bound allows a shard any variance");
        }
        shards.get(c).add(moments.get());
      }
    }
    MaxError worst = new MaxError();
    for (int c = 0; c < s.channels(); c++) {
      compare(context.bounds().terms(c), shards.get(c), c, worst);
    }
    return context.judged(this, worst, Verdict.WRONG, asserts() + ": they do not");
  }

  /** One sample, then a third of the others, then the rest. */
  private static List<Integer> sizes(int samples) {
    int third = (samples - 1) / 3;
    return third == 0 ? List.of(1, samples - 1) : List.of(1, third, samples - 1 - third);
  }

  private static Step shard(CheckContext context, int from, int samples) {
    Step in = context.input();
    Shape s = in.shape();
    Shape shape = new Shape(samples, s.channels(), s.inner());
    int width = s.channels() * s.inner();
    double[] x = new double[shape.size()];
    System.arraycopy(in.x(), from * width, x, 0, x.length);
    Convention c = context.convention();
    double[] spread = new double[s.channels()];
    // A kept variance may be 0, which the update then replaces without a rounding.
    Arrays.fill(spread, c.get(Coordinates.KEPT) == Convention.RunningStatistic.VARIANCE ? 0 : 1);
    return Step.of(in.layer(), Mode.TRAINING, in.dtype(), shape, x)
        .withEpsilon(in.epsilon())
        .withState(new RunningStatistics(new double[s.channels()], spread, 0))
        .withRule(
            UpdateRule.rate(c.get(Coordinates.SENSE) == UpdateRule.Sense.UPDATE_WEIGHT ? 1 : 0));
  }

  // The moments that the kept statistics stand for; empty where these have no promise.
  private static Optional<BoundedMoments> moments(
      CheckContext context,
      Step shard,
      double mean,
      double meanError,
      double kept,
      double keptError) {
    int n = shard.shape().count();
    Convention c = context.convention();
    double epsilon = shard.epsilon();
    double v = variance(c, epsilon, kept);
    double low = variance(c, epsilon, kept - keptError);
    double high = variance(c, epsilon, kept + keptError);
    boolean bessel = c.get(Coordinates.CORRECTION) == UpdateRule.Correction.BESSEL;
    double squares = Math.max(0, v) * (bessel ? n - 1 : n);
    // Six roundings here: the square, ε, the factor, and those of the interval's ends.
    double size = Math.max(Math.abs(low), Math.abs(high)) + 2 * epsilon;
    double error = (Math.max(Math.abs(high - v), Math.abs(v - low)) + 6 * U * size) * n;
    boolean promised =
        Double.isFinite(meanError)
            && Double.isFinite(error)
            && Double.isFinite(mean)
            && Double.isFinite(squares);
    return promised
        ? Optional.of(new BoundedMoments(new Moments(n, mean, squares), meanError, error))
        : Optional.empty();
  }

  private static double variance(Convention c, double epsilon, double kept) {
    if (c.get(Coordinates.KEPT) == Convention.RunningStatistic.VARIANCE) {
      return kept;
    }
    double sigma =
        c.get(Coordinates.KEPT) == Convention.RunningStatistic.DEVIATION ? kept : 1 / kept;
    return switch (c.get(Coordinates.EPSILON)) {
      case INSIDE -> sigma * sigma - epsilon;
      case OUTSIDE -> (sigma - epsilon) * (sigma - epsilon);
      case BOTH -> (sigma - epsilon) * (sigma - epsilon) - epsilon;
      // At the floor the variance is anything below it.
      case FLOOR -> sigma * sigma > 2 * epsilon ? sigma * sigma : Double.NaN;
    };
  }

  private static void compare(
      ChannelTerms whole, List<BoundedMoments> shards, int c, MaxError worst) {
    BoundedMoments merged = BoundedMoments.exactly(Moments.NONE);
    for (BoundedMoments shard : shards) {
      merged = merged.merge(shard);
    }
    double secondOrder = 1 + 10 * U * shards.size();
    Moments moments = merged.moments();
    double mean = Math.abs((moments.mean() - whole.mean()) - whole.meanLow());
    worst.add(Roles.RUNNING_MEAN, c, mean, merged.meanError() * secondOrder, Double.NaN);
    double n = moments.count();
    double squares = Math.abs(moments.squares() / n - whole.variance());
    // Two roundings are those of the exact variance as binary64 holds it, one of the division here.
    double allowed = merged.squaresError() / n * secondOrder + 3 * U * whole.variance();
    worst.add(Roles.RUNNING_SPREAD, c, squares, allowed, Double.NaN);
  }
}
