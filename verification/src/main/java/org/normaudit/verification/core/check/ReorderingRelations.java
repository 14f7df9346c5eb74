package org.normaudit.verification.core.check;

import static org.normaudit.reference.layer.Roles.D;
import static org.normaudit.reference.layer.Roles.DBETA;
import static org.normaudit.reference.layer.Roles.DGAMMA;
import static org.normaudit.reference.layer.Roles.DX;
import static org.normaudit.reference.layer.Roles.R;
import static org.normaudit.reference.layer.Roles.RUNNING_MEAN;
import static org.normaudit.reference.layer.Roles.RUNNING_SPREAD;
import static org.normaudit.reference.layer.Roles.Y;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Step;

/** The relations that hold up to rounding, because sums are taken in another order. */
final class ReorderingRelations {
  /** Larger batches are not doubled. */
  private static final int LARGEST = 1 << 16;

  private ReorderingRelations() {}

  static List<Relation> all() {
    return List.of(permutation(), replication(), layout());
  }

  /** The batch in reverse order. */
  private static Relation permutation() {
    return new Relation(
        "permutation",
        "the batch in another order gives the same values in that order",
        context -> context.input().layer().hasOneInputAndOutput(),
        context -> moved(context.input(), context.input().shape(), ReorderingRelations::reversed),
        context -> movedClaims(ReorderingRelations::reversed));
  }

  private static int reversed(Shape s, int index) {
    int i = index % s.inner();
    int c = index / s.inner() % s.channels();
    int o = index / s.inner() / s.channels();
    return s.index(s.outer() - 1 - o, c, s.inner() - 1 - i);
  }

  /** Every sample twice: the same statistics, twice the sums. */
  private static Relation replication() {
    return new Relation(
        "replication",
        "every sample twice gives the same output and twice the sums",
        ReorderingRelations::canBeDoubled,
        context -> doubled(context.input()),
        ReorderingRelations::doubledClaims);
  }

  // Bessel's factor of twice as many samples is another one.
  private static boolean canBeDoubled(CheckContext context) {
    boolean biased =
        context.convention().get(Coordinates.NORMALIZING) == UpdateRule.Correction.BIASED
            || !context.input().layer().is(Property.OVER_BATCH);
    return biased
        && context.input().layer().hasOneInputAndOutput()
        && context.input().shape().size() <= LARGEST;
  }

  private static Step doubled(Step in) {
    Shape s = in.shape();
    Shape twice = new Shape(2 * s.outer(), s.channels(), s.inner());
    return in.withTensors(twice, ReorderingRelations::doubled);
  }

  private static double[] doubled(double[] values) {
    double[] result = new double[2 * values.length];
    System.arraycopy(values, 0, result, 0, values.length);
    System.arraycopy(values, 0, result, values.length, values.length);
    return result;
  }

  private static List<Claim> doubledClaims(CheckContext context) {
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.bounded(0.5, DBETA));
    claims.add(Claim.bounded(1, RUNNING_MEAN));
    boolean biased =
        context.convention().get(Coordinates.CORRECTION) == UpdateRule.Correction.BIASED;
    if (biased) {
      claims.add(Claim.bounded(1, RUNNING_SPREAD));
    }
    // r and d that see the running spread after its update see its correction, too.
    boolean seesCorrection =
        context.input().layer().has(R)
            && context.convention().get(Coordinates.ORDER) == Convention.Order.AFTER_UPDATE;
    if (biased || !seesCorrection) {
      claims.add(Claim.bounded(1, Y, DX));
      claims.add(Claim.bounded(0.5, DGAMMA));
    }
    return claims;
  }

  /**
   * The same channels with the map moved into the batch, as NCHW becomes NHWC. A map in the batch
   * would have other statistics where those are of a sample.
   */
  private static Relation layout() {
    return new Relation(
        "layout",
        "the same values with channels last give the same results",
        context ->
            context.input().shape().inner() != 1 && context.input().layer().is(Property.OVER_BATCH),
        context -> {
          Shape s = context.input().shape();
          Shape last = new Shape(s.count(), s.channels(), 1);
          return moved(context.input(), last, ReorderingRelations::channelsLast);
        },
        context -> movedClaims(ReorderingRelations::channelsLast));
  }

  private static int channelsLast(Shape s, int index) {
    int i = index % s.inner();
    int c = index / s.inner() % s.channels();
    int o = index / s.inner() / s.channels();
    return (o * s.inner() + i) * s.channels() + c;
  }

  private static Step moved(Step in, Shape shape, Claim.Place place) {
    return in.withTensors(shape, values -> moved(values, in.shape(), place));
  }

  private static double[] moved(double[] from, Shape shape, Claim.Place place) {
    double[] to = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      to[place.of(shape, i)] = from[i];
    }
    return to;
  }

  private static List<Claim> movedClaims(Claim.Place place) {
    return List.of(
        Claim.bounded(1, Y, DX).at(place),
        Claim.bounded(1, R, D, RUNNING_MEAN, RUNNING_SPREAD, DGAMMA, DBETA));
  }
}
