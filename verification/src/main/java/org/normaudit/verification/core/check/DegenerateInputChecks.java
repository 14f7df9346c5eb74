package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.cases.Data;

/** Steps of one value, no value or equal values, and statistics that must stay as they are. */
final class DegenerateInputChecks {
  private DegenerateInputChecks() {}

  static List<Check> all() {
    return List.of(new BatchOfOne(), new ConstantChannel(), new EmptyBatch(), new StateUntouched());
  }

  private abstract static class Edge extends AnswerCheck {
    Edge(String name, String asserts) {
      super(name, asserts);
    }

    @Override
    final String note(CheckContext context, StepOutput output) {
      return asserts() + ": it is not so";
    }
  }

  /**
   * One value that statistics are taken of: x̂ = 0, so that y is β for batch normalization and γd +
   * β for renormalization, and no gradient reaches x. All of it exact unless y is folded, since x −
   * μ and g − ū(g) are.
   */
  private static final class BatchOfOne extends Edge {
    BatchOfOne() {
      super("batch-of-one", "a batch of one gives beta (gamma d + beta) and no gradient of x");
    }

    @Override
    public boolean concerns(CheckContext context) {
      Step in = context.input();
      boolean own = in.mode() == Mode.TRAINING || !in.layer().is(Property.TWO_MODES);
      return own && in.layer().is(Property.SHIFT_INVARIANT) && in.statistics().view().count() == 1;
    }

    @Override
    void compare(CheckContext context, StepOutput output, MaxError worst) {
      Step in = context.input();
      boolean exact = !context.model().folded();
      boolean renormalizes = in.layer().has(Roles.R);
      for (int i = 0; i < in.shape().size(); i++) {
        if (output.has(Roles.Y)) {
          double bound = context.bounds().get(Roles.Y)[i];
          double beta = in.beta()[i / in.shape().inner() % in.shape().channels()];
          double expected = renormalizes ? context.truth().nearest(Roles.Y)[i] : beta;
          double allow = exact && !renormalizes ? 0 : bound;
          worst.add(Roles.Y, i, output.get(Roles.Y)[i], expected, allow, in.dtype());
        }
        if (output.has(Roles.DX)) {
          double bound = context.bounds().get(Roles.DX)[i];
          double allow = exact && !context.hasNoDerivative(i) ? 0 : bound;
          worst.add(Roles.DX, i, output.get(Roles.DX)[i], 0, allow, in.dtype());
        }
      }
    }
  }

  /** Equal values: x̂ is 0 up to the rounding of the mean over √ε, and no NaN appears. */
  private static final class ConstantChannel extends Edge {
    ConstantChannel() {
      super("constant-channel", "a constant channel gives beta (gamma d + beta) up to rounding");
    }

    @Override
    public boolean concerns(CheckContext context) {
      Step in = context.input();
      return (in.mode() == Mode.TRAINING || !in.layer().is(Property.TWO_MODES))
          && in.layer().is(Property.SHIFT_INVARIANT)
          && context.theCase().data() == Data.Generated.CONSTANT
          && in.epsilon() > 0
          && in.statistics().view().count() > 1;
    }

    @Override
    void compare(CheckContext context, StepOutput output, MaxError worst) {
      for (Role quantity : List.of(Roles.Y, Roles.DX)) {
        if (!output.has(quantity)) {
          continue;
        }
        double[] expected = context.truth().nearest(quantity);
        double[] allowed = context.bounds().get(quantity);
        for (int i = 0; i < expected.length; i++) {
          worst.add(
              quantity,
              i,
              output.get(quantity)[i],
              expected[i],
              allowed[i],
              context.input().dtype());
        }
      }
    }
  }

  /** No values: nothing comes out, no gradient is summed, and the running statistics stay. */
  private static final class EmptyBatch extends Edge {
    EmptyBatch() {
      super("empty-batch", "an empty batch leaves the running statistics alone, or is refused");
    }

    @Override
    public boolean concerns(CheckContext context) {
      return context.input().shape().count() == 0;
    }

    @Override
    void compare(CheckContext context, StepOutput output, MaxError worst) {
      unchanged(context.input(), output, worst);
      for (Role quantity : List.of(Roles.DGAMMA, Roles.DBETA)) {
        for (int c = 0; output.has(quantity) && c < context.input().shape().channels(); c++) {
          worst.add(quantity, c, output.get(quantity)[c], 0, 0, context.input().dtype());
        }
      }
    }
  }

  /** Inference and frozen statistics: what comes back is what was given, bit for bit. */
  private static final class StateUntouched extends Edge {
    StateUntouched() {
      super("state-untouched", "inference and frozen training leave the running statistics alone");
    }

    @Override
    public Set<Role> needs() {
      return Set.of(Roles.RUNNING_MEAN);
    }

    @Override
    public boolean concerns(CheckContext context) {
      Step in = context.input();
      return in.layer().is(Property.STATEFUL)
          && (in.mode() == Mode.INFERENCE || in.rule().sense() == UpdateRule.Sense.FROZEN);
    }

    @Override
    void compare(CheckContext context, StepOutput output, MaxError worst) {
      unchanged(context.input(), output, worst);
    }
  }

  private static void unchanged(Step in, StepOutput output, MaxError worst) {
    for (int c = 0; c < in.shape().channels(); c++) {
      if (output.has(Roles.RUNNING_MEAN)) {
        double mean = output.get(Roles.RUNNING_MEAN)[c];
        worst.add(Roles.RUNNING_MEAN, c, mean, in.state().mean()[c], 0, in.dtype());
      }
      if (output.has(Roles.RUNNING_SPREAD)) {
        double spread = output.get(Roles.RUNNING_SPREAD)[c];
        worst.add(Roles.RUNNING_SPREAD, c, spread, in.state().spread()[c], 0, in.dtype());
      }
    }
  }
}
