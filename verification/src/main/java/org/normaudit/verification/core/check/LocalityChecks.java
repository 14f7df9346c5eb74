package org.normaudit.verification.core.check;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/** A NaN in one part of the input changes no bit of the results that do not depend on it. */
final class LocalityChecks {
  private LocalityChecks() {}

  static List<Relation> all() {
    return List.of(channelIndependence(), sampleIndependence());
  }

  /** Other values in the last channel change not one bit of the other channels. */
  private static Relation channelIndependence() {
    return new Relation(
        "channel-independence",
        "one channel's values change no bit of another's results",
        context ->
            context.input().shape().channels() > 1
                && context.input().layer().is(Property.OVER_BATCH),
        context -> spoiltChannel(context.input()),
        context -> List.of(Claim.allSameIn(LocalityChecks::isInAnotherChannel)));
  }

  private static Step spoiltChannel(Step in) {
    Shape s = in.shape();
    double[] x = in.x().clone();
    double[] dy = in.dy().clone();
    for (int o = 0; o < s.outer(); o++) {
      for (int i = 0; i < s.inner(); i++) {
        int index = s.index(o, s.channels() - 1, i);
        x[index] = Double.NaN;
        dy[index] = Double.NaN;
      }
    }
    return in.withX(x).withDy(dy);
  }

  private static boolean isInAnotherChannel(Step in, Role quantity, int index) {
    Shape s = in.shape();
    int c = quantity.isElementwise() ? index / s.inner() % s.channels() : index;
    return c < s.channels() - 1;
  }

  /**
   * Other values in the last set that shares statistics change not one bit of y and dx elsewhere,
   * nor of the sums over channels that have no part in the set.
   */
  private static Relation sampleIndependence() {
    return new Relation(
        "sample-independence",
        "values change no bit of what is normalized with other statistics than theirs",
        context ->
            context.input().statistics().view().channels() > 1
                && !context.input().layer().is(Property.OVER_BATCH),
        context -> spoiltSet(context.input()),
        context -> List.of(Claim.allSameIn(LocalityChecks::hasOtherStatistics)));
  }

  private static Step spoiltSet(Step in) {
    int size = in.statistics().view().inner();
    double[] x = in.x().clone();
    double[] dy = in.dy().clone();
    Arrays.fill(x, x.length - size, x.length, Double.NaN);
    Arrays.fill(dy, x.length - size, x.length, Double.NaN);
    return in.withX(x).withDy(dy);
  }

  private static boolean hasOtherStatistics(Step in, Role quantity, int index) {
    int end =
        quantity.isElementwise()
            ? in.shape().size() - in.statistics().view().inner()
            : in.block(in.blocks().size() - 1).first();
    return index < end;
  }
}
