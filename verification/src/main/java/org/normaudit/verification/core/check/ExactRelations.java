package org.normaudit.verification.core.check;

import static org.normaudit.reference.layer.Roles.BETA;
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
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.result.Verdict;

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
   * x, the mean and σ scaled by 4 and ε by 16 leave x̂ as it is. Both sides' bounds are allowed: an
   * implementation may have constants of its own, such as a size from which on it scales.
   */
  private static Relation powerOfTwo() {
    return new Relation(
        "power-of-two",
        "x scaled by 4 and epsilon by 16 give the same output",
        ExactRelations::canBeScaled,
        ExactRelations::scaled,
        context -> {
          return List.of(
              Claim.bounded(1, Y, R, D, DGAMMA, DBETA),
              Claim.bounded(1 / FACTOR, RUNNING_MEAN),
              Claim.bounded(FACTOR, DX));
        });
  }

  private static boolean canBeScaled(CheckContext context) {
    return context.convention().get(Coordinates.EPSILON) != Convention.Epsilon.BOTH
        && context.theCase().exponent() == 0
        && context.input().layer().hasOneInputAndOutput()
        && !context.model().compute().isNarrow()
        && context.input().dtype().hasWideRange();
  }

  private static Step scaled(CheckContext context) {
    Step in = context.input();
    Convention c = context.convention();
    double epsilon =
        in.epsilon()
            * (c.get(Coordinates.EPSILON) == Convention.Epsilon.OUTSIDE ? FACTOR : FACTOR * FACTOR);
    Step scaled = in.withX(scaled(in.x(), FACTOR)).withEpsilon(epsilon);
    if (!in.roles().contains(RUNNING_MEAN)) {
      return scaled;
    }
    double spread =
        switch (c.get(Coordinates.KEPT)) {
          case VARIANCE -> FACTOR * FACTOR;
          case DEVIATION -> FACTOR;
          case INVERSE -> 1 / FACTOR;
        };
    RunningStatistics state =
        new RunningStatistics(
            scaled(in.state().mean(), FACTOR), scaled(in.state().spread(), spread), in.updates());
    return scaled.withState(state);
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
        context -> {
          Layer layer = context.input().layer();
          List<Role> odd = new ArrayList<>(layer.roles(Role.Kind.OUTPUT));
          odd.add(D);
          layer.roles(Role.Kind.INPUT).forEach(input -> odd.add(input.gradient()));
          odd.add(DBETA);
          odd.add(RUNNING_MEAN);
          return List.of(
              Claim.exact(-1, odd.toArray(Role[]::new)), Claim.same(R, DGAMMA, RUNNING_SPREAD));
        });
  }

  private static Step negated(Step in) {
    Step flipped = in;
    for (Role role : in.layer().given()) {
      boolean odd =
          role.kind() == Role.Kind.INPUT
              || role.kind() == Role.Kind.UPSTREAM
              || role.equals(BETA) && in.affine()
              || role.equals(RUNNING_MEAN);
      flipped = odd ? flipped.with(role, scaled(in.get(role), -1)) : flipped;
    }
    return flipped;
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
        context -> twiceUpstream(context.input()),
        context -> {
          Layer layer = context.input().layer();
          Role[] gradients =
              layer.roles(Role.Kind.INPUT, Role.Kind.PARAMETER).stream()
                  .map(Role::gradient)
                  .toArray(Role[]::new);
          return List.of(
              Claim.of(exactIf(hasRoom(context)), 0.5, gradients),
              Claim.same(layer.roles(Role.Kind.OUTPUT).toArray(Role[]::new)));
        });
  }

  private static Step twiceUpstream(Step in) {
    Step twice = in;
    for (Role output : in.layer().roles(Role.Kind.OUTPUT)) {
      twice = twice.with(output.gradient(), scaled(in.get(output.gradient()), 2));
    }
    return twice;
  }

  /**
   * With r_max = 1 and d_max = 0 renormalization is batch normalization. Both sides' bounds are
   * allowed: the two layers may be different code.
   */
  private static Relation renormReduces() {
    return new Relation(
        "renorm-reduces",
        "renormalization with r_max = 1 and d_max = 0 is batch normalization",
        context -> {
          Step in = context.input();
          return in.layer().reducesTo().isPresent()
              && in.mode() == Mode.TRAINING
              && in.clip().equals(Clip.NONE)
              && context.supported().layers().contains(in.layer().reducesTo().get())
              && context.convention().get(Coordinates.FOLD) == Convention.RenormPlacement.NONE;
        },
        context -> context.input().withLayer(context.input().layer().reducesTo().get()),
        context -> List.of(Claim.bounded(1, Y, DX, DGAMMA, DBETA)));
  }

  /** Training output and gradients do not see the update rate. */
  private static Relation momentumIndependence() {
    return new Relation(
        "momentum-independence",
        "training output does not depend on the momentum",
        context -> {
          Step in = context.input();
          return in.mode() == Mode.TRAINING
              && in.layer().is(Property.STATEFUL)
              && in.rule().sense() == UpdateRule.Sense.UPDATE_WEIGHT
              && context.convention().get(Coordinates.ORDER) == Convention.Order.BEFORE_UPDATE;
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
            !context.input().layer().is(Property.STATEFUL)
                && context.input().mode() == Mode.TRAINING
                && context.supported().modes().contains(Mode.INFERENCE),
        context -> context.input().withMode(Mode.INFERENCE),
        context -> List.of(Claim.allSame()));
  }

  private static Comparison exactIf(boolean exact) {
    return exact ? Comparison.EXACT : Comparison.BOUNDED;
  }

  // Whether a power of two passes through every operation without a rounding: as long as none of
  // them underflows. Formats with the exponents of binary32 have the room for that where the data
  // are drawn and not scaled to their end; binary16 has not, and a user's data may lie anywhere.
  private static boolean hasRoom(CheckContext context) {
    return context.model().compute().hasWideRange()
        && context.theCase().exponent() == 0
        && context.theCase().data() instanceof Data.Generated;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] * factor;
    }
    return result;
  }
}
