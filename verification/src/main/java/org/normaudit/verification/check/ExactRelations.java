package org.normaudit.verification.check;

import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.result.Verdict;

/** The relations that are exact: powers of two, signs, and what must not matter at all. */
final class ExactRelations {
  private ExactRelations() {}

  static List<Check> all() {
    return List.of(
        new Determinism(),
        new PowerOfTwo(),
        new SignFlip(),
        new Linearity(),
        new RenormReduces(),
        new MomentumIndependence(),
        new ModeIndependence());
  }

  static double[] scaled(double[] values, double factor) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] * factor;
    }
    return result;
  }

  private static final class Determinism extends PairCheck {
    Determinism() {
      super("determinism", "the same input gives the same bits twice");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      return Optional.of(context.input());
    }

    @Override
    Verdict excess() {
      return Verdict.NONDETERMINISTIC;
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity : pair.first.quantities()) {
        pair.exact(worst, quantity, 1);
      }
    }
  }

  /**
   * x, the mean and σ scaled by 4 and ε by 16 leave x̂ as it is: every intermediate is scaled by a
   * power of two, in any order of summation. A division or root that is not rounded correctly need
   * not commute with the scaling; then both sides' bounds are allowed.
   */
  private static final class PowerOfTwo extends PairCheck {
    private static final double FACTOR = 4;

    PowerOfTwo() {
      super("power-of-two", "x scaled by 4 and epsilon by 16 give the same output");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      Convention c = context.convention();
      boolean wideRange =
          context.model().compute() == Dtype.FLOAT64 || context.model().compute() == Dtype.FLOAT32;
      if (c.epsilon() == Convention.Epsilon.BOTH
          || context.theCase().exponent() != 0
          || !wideRange
          || in.dtype() == Dtype.BINARY16) {
        return Optional.empty();
      }
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
      return Optional.of(in.withX(scaled(in.x(), FACTOR)).withEpsilon(epsilon).withState(state));
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      double back = 1 / FACTOR;
      List<Quantity> same =
          List.of(Quantity.Y, Quantity.R, Quantity.D, Quantity.DGAMMA, Quantity.DBETA);
      boolean exactly = pair.isIeee();
      same.forEach(quantity -> pair.compare(worst, exactly, quantity, 1));
      pair.compare(worst, exactly, Quantity.RUNNING_MEAN, back);
      pair.compare(worst, exactly, Quantity.DX, FACTOR);
    }
  }

  /**
   * −x, −mean, −β and −dy negate y, d, dx, dβ and the mean, and leave the rest: rounding is odd.
   */
  private static final class SignFlip extends PairCheck {
    SignFlip() {
      super("sign-flip", "negating x, beta, dy and the running mean negates y and dx");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      LayerInput flipped =
          in.withX(scaled(in.x(), -1))
              .withDy(scaled(in.dy(), -1))
              .withState(
                  new RunningStatistics(
                      scaled(in.state().mean(), -1), in.state().spread(), in.state().updates()));
      return Optional.of(
          in.affine() ? flipped.withAffine(in.gamma(), scaled(in.beta(), -1)) : flipped);
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity :
          List.of(Quantity.Y, Quantity.D, Quantity.DX, Quantity.DBETA, Quantity.RUNNING_MEAN)) {
        pair.exact(worst, quantity, -1);
      }
      for (Quantity quantity : List.of(Quantity.R, Quantity.DGAMMA, Quantity.RUNNING_SPREAD)) {
        pair.exact(worst, quantity, 1);
      }
    }
  }

  /**
   * The gradients are linear in dy; for a factor of 2 exactly so, in any order of summation, unless
   * a product underflows: there both sides' bounds are allowed.
   */
  private static final class Linearity extends PairCheck {
    Linearity() {
      super("linearity", "twice the upstream gradient gives twice the gradients");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      return Optional.of(context.input().withDy(scaled(context.input().dy(), 2)));
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity : List.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)) {
        pair.compare(worst, pair.hasRoom(), quantity, 0.5);
      }
      pair.exact(worst, Quantity.Y, 1);
    }
  }

  /**
   * With r_max = 1 and d_max = 0 renormalization is batch normalization: r is exactly 1 and d
   * exactly 0, and a product with 1 and a sum with 0 are exact. A folded form may round
   * differently.
   */
  private static final class RenormReduces extends PairCheck {
    RenormReduces() {
      super(
          "renorm-reduces", "renormalization with r_max = 1 and d_max = 0 is batch normalization");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      boolean applies =
          in.layer() == LayerKind.BATCH_RENORM
              && in.mode() == Mode.TRAINING
              && in.clip().equals(Clip.NONE)
              && context.capabilities().layers().contains(LayerKind.BATCH_NORM)
              && context.convention().fold() == Convention.Fold.NONE;
      return applies ? Optional.of(in.withLayer(LayerKind.BATCH_NORM)) : Optional.empty();
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity : List.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)) {
        pair.compare(worst, pair.isIeee(), quantity, 1);
      }
    }
  }

  /** Training output and gradients do not see the update rate. */
  private static final class MomentumIndependence extends PairCheck {
    MomentumIndependence() {
      super("momentum-independence", "training output does not depend on the momentum");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      boolean applies =
          in.mode() == Mode.TRAINING
              && in.layer().isStateful()
              && in.rule().sense() == UpdateRule.Sense.TAKE
              && context.convention().order() == Convention.Order.BEFORE_UPDATE;
      double other = in.rule().momentum() == 0.25 ? 0.75 : 0.25;
      return applies ? Optional.of(in.withRule(UpdateRule.rate(other))) : Optional.empty();
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity :
          List.of(
              Quantity.Y, Quantity.R, Quantity.D, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)) {
        pair.exact(worst, quantity, 1);
      }
    }
  }

  /** A layer without running statistics does the same in training and at inference. */
  private static final class ModeIndependence extends PairCheck {
    ModeIndependence() {
      super("mode-independence", "a layer without running statistics does the same at inference");
    }

    @Override
    Optional<LayerInput> partner(CheckContext context) {
      LayerInput in = context.input();
      boolean applies =
          !in.layer().isStateful()
              && in.mode() == Mode.TRAINING
              && context.capabilities().modes().contains(Mode.INFERENCE);
      return applies ? Optional.of(in.withMode(Mode.INFERENCE)) : Optional.empty();
    }

    @Override
    void compare(Pair pair, MaxError worst) {
      for (Quantity quantity : pair.first.quantities()) {
        pair.exact(worst, quantity, 1);
      }
    }
  }
}
