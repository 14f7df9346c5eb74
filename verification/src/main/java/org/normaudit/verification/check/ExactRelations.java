package org.normaudit.verification.check;

import static org.normaudit.reference.Quantity.D;
import static org.normaudit.reference.Quantity.DBETA;
import static org.normaudit.reference.Quantity.DGAMMA;
import static org.normaudit.reference.Quantity.DX;
import static org.normaudit.reference.Quantity.R;
import static org.normaudit.reference.Quantity.RUNNING_MEAN;
import static org.normaudit.reference.Quantity.RUNNING_SPREAD;
import static org.normaudit.reference.Quantity.Y;

import java.util.List;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.result.Verdict;

/** The relations that are exact: powers of two, signs, and what must not matter at all. */
final class ExactRelations {
  /** What {@code power-of-two} scales x by. */
  private static final double FACTOR = 4;

  private ExactRelations() {}

  static List<Relation> all() {
    return List.of(
        determinism(),
        powerOfTwo(),
        signFlip(),
        linearity(),
        renormReduces(),
        momentumIndependence(),
        modeIndependence());
  }

  private static Relation determinism() {
    return new Relation(
        "determinism",
        "the same input gives the same bits twice",
        context -> true,
        CheckContext::input,
        context -> List.of(Claim.allSame()),
        Verdict.NONDETERMINISTIC);
  }

  /**
   * x, the mean and σ scaled by 4 and ε by 16 leave x̂ as it is: every intermediate is scaled by a
   * power of two, in any order of summation. A division or root that is not rounded correctly need
   * not commute with the scaling; then both sides' bounds are allowed.
   */
  private static Relation powerOfTwo() {
    return new Relation(
        "power-of-two",
        "x scaled by 4 and epsilon by 16 give the same output",
        ExactRelations::canBeScaled,
        ExactRelations::scaled,
        context -> {
          Comparison how = exactIf(isIeee(context));
          return List.of(
              Claim.of(how, 1, Y, R, D, DGAMMA, DBETA),
              Claim.of(how, 1 / FACTOR, RUNNING_MEAN),
              Claim.of(how, FACTOR, DX));
        });
  }

  private static boolean canBeScaled(CheckContext context) {
    Dtype compute = context.model().compute();
    boolean wideRange = compute == Dtype.FLOAT64 || compute == Dtype.FLOAT32;
    return context.convention().epsilon() != Convention.Epsilon.BOTH
        && context.theCase().exponent() == 0
        && wideRange
        && context.input().dtype() != Dtype.BINARY16;
  }

  private static LayerInput scaled(CheckContext context) {
    LayerInput in = context.input();
    Convention c = context.convention();
    double epsilon =
        in.epsilon() * (c.epsilon() == Convention.Epsilon.OUTSIDE ? FACTOR : FACTOR * FACTOR);
    double spread =
        switch (c.kept()) {
          case VARIANCE -> FACTOR * FACTOR;
          case DEVIATION -> FACTOR;
          case INVERSE -> 1 / FACTOR;
        };
    RunningStatistics state =
        new RunningStatistics(
            scaled(in.state().mean(), FACTOR),
            scaled(in.state().spread(), spread),
            in.state().updates());
    return in.withX(scaled(in.x(), FACTOR)).withEpsilon(epsilon).withState(state);
  }

  /**
   * −x, −mean, −β and −dy negate y, d, dx, dβ and the mean, and leave the rest: rounding is odd.
   */
  private static Relation signFlip() {
    return new Relation(
        "sign-flip",
        "negating x, beta, dy and the running mean negates y and dx",
        context -> true,
        context -> negated(context.input()),
        context ->
            List.of(
                Claim.exact(-1, Y, D, DX, DBETA, RUNNING_MEAN),
                Claim.same(R, DGAMMA, RUNNING_SPREAD)));
  }

  private static LayerInput negated(LayerInput in) {
    LayerInput flipped =
        in.withX(scaled(in.x(), -1))
            .withDy(scaled(in.dy(), -1))
            .withState(
                new RunningStatistics(
                    scaled(in.state().mean(), -1), in.state().spread(), in.state().updates()));
    return in.affine() ? flipped.withAffine(in.gamma(), scaled(in.beta(), -1)) : flipped;
  }

  /**
   * The gradients are linear in dy; for a factor of 2 exactly so, in any order of summation, unless
   * a product underflows: there both sides' bounds are allowed.
   */
  private static Relation linearity() {
    return new Relation(
        "linearity",
        "twice the upstream gradient gives twice the gradients",
        context -> true,
        context -> context.input().withDy(scaled(context.input().dy(), 2)),
        context ->
            List.of(Claim.of(exactIf(hasRoom(context)), 0.5, DX, DGAMMA, DBETA), Claim.same(Y)));
  }

  /**
   * With r_max = 1 and d_max = 0 renormalization is batch normalization: r is exactly 1 and d
   * exactly 0, and a product with 1 and a sum with 0 are exact. A folded form may round
   * differently.
   */
  private static Relation renormReduces() {
    return new Relation(
        "renorm-reduces",
        "renormalization with r_max = 1 and d_max = 0 is batch normalization",
        context -> {
          LayerInput in = context.input();
          return in.layer() == LayerKind.BATCH_RENORM
              && in.mode() == Mode.TRAINING
              && in.clip().equals(Clip.NONE)
              && context.capabilities().layers().contains(LayerKind.BATCH_NORM)
              && context.convention().fold() == Convention.Fold.NONE;
        },
        context -> context.input().withLayer(LayerKind.BATCH_NORM),
        context -> List.of(Claim.of(exactIf(isIeee(context)), 1, Y, DX, DGAMMA, DBETA)));
  }

  /** Training output and gradients do not see the update rate. */
  private static Relation momentumIndependence() {
    return new Relation(
        "momentum-independence",
        "training output does not depend on the momentum",
        context -> {
          LayerInput in = context.input();
          return in.mode() == Mode.TRAINING
              && in.layer().isStateful()
              && in.rule().sense() == UpdateRule.Sense.TAKE
              && context.convention().order() == Convention.Order.BEFORE_UPDATE;
        },
        context -> {
          double other = context.input().rule().momentum() == 0.25 ? 0.75 : 0.25;
          return context.input().withRule(UpdateRule.rate(other));
        },
        context -> List.of(Claim.same(Y, R, D, DX, DGAMMA, DBETA)));
  }

  /** A layer without running statistics does the same in training and at inference. */
  private static Relation modeIndependence() {
    return new Relation(
        "mode-independence",
        "a layer without running statistics does the same at inference",
        context ->
            !context.input().layer().isStateful()
                && context.input().mode() == Mode.TRAINING
                && context.capabilities().modes().contains(Mode.INFERENCE),
        context -> context.input().withMode(Mode.INFERENCE),
        context -> List.of(Claim.allSame()));
  }

  private static Comparison exactIf(boolean exact) {
    return exact ? Comparison.EXACT : Comparison.BOUNDED;
  }

  // Whether the arithmetic has no freedom of its own in divisions, roots and foldings.
  private static boolean isIeee(CheckContext context) {
    return context.model().divisionUlp() == 0.5
        && context.model().rootUlp() == 0.5
        && !context.model().folded();
  }

  // Whether a power of two passes through every operation without a rounding: as long as none of
  // them underflows. Formats with the exponents of binary32 have the room for that where the data
  // are not scaled to their end; binary16 has not.
  private static boolean hasRoom(CheckContext context) {
    return context.model().compute().minNormal() <= Dtype.FLOAT32.minNormal()
        && context.theCase().exponent() == 0;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] * factor;
    }
    return result;
  }
}
