package org.normaudit.verification.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RenormSchedule;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.result.Result;

/**
 * The layer as a machine: training on batches of several lengths, inference, frozen training and
 * training again, another momentum, and, for renormalization, the bounds of r and d of the paper's
 * schedule from its start to its end.
 */
final class TraceCheck implements Check {
  private static final List<Role> JUDGED =
      List.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD, Roles.R, Roles.D, Roles.DX);

  /** Steps of the paper's schedule: before it opens, while it does, at its two ends. */
  private static final long[] SCHEDULE = {0, 10_000, 25_000, 40_000};

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String asserts() {
    return "every step of a layer object follows from the statistics of the step before";
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return concernsTraces(context);
  }

  static boolean concernsTraces(CheckContext context) {
    return context.input().mode() == Mode.TRAINING
        && context.input().layer().is(Property.STATEFUL)
        && context.supported().modes().contains(Mode.INFERENCE)
        && context.input().shape().count() > 1
        && context.input().shape().size() <= 2048;
  }

  @Override
  public Result examine(CheckContext context) {
    return Trace.examine(this, context, steps(context), JUDGED);
  }

  private static List<Trace.Phase> steps(CheckContext context) {
    Step first = context.input();
    Shape shape = first.shape();
    Shape shorter = new Shape(Math.max(1, shape.outer() / 2), shape.channels(), shape.inner());
    Shape small = shorter.count() > 1 ? shorter : shape;
    Shape large = new Shape(shape.outer() + 1, shape.channels(), shape.inner());
    double momentum = first.rule().momentum();
    List<Trace.Phase> steps = new ArrayList<>();
    steps.add(new Trace.Phase("training", first));
    steps.add(new Trace.Phase("training on a smaller batch", batch(context, small, 1)));
    steps.add(new Trace.Phase("inference", batch(context, shape, 2).withMode(Mode.INFERENCE)));
    steps.add(
        new Trace.Phase(
            "frozen training", batch(context, shape, 3).withRule(UpdateRule.frozen(momentum))));
    steps.add(new Trace.Phase("training on a larger batch", batch(context, large, 4)));
    // Far from the first momentum, and from its complement.
    double changed = momentum < 0.5 ? 0.75 : 0.25;
    UpdateRule other =
        new UpdateRule(UpdateRule.Sense.UPDATE_WEIGHT, changed, first.rule().correction());
    steps.add(
        new Trace.Phase(
            "training with another momentum", batch(context, shape, 5).withRule(other)));
    if (first.layer().has(Roles.R)) {
      for (long at : SCHEDULE) {
        steps.add(
            new Trace.Phase(
                "training with the bounds of step " + at + " of the paper's schedule",
                batch(context, shape, 6 + (int) at).withClip(RenormSchedule.paper().at(at))));
      }
    }
    steps.add(
        new Trace.Phase("inference at the end", batch(context, large, 7).withMode(Mode.INFERENCE)));
    return steps;
  }

  /** Another batch for the same layer object. */
  static Step batch(CheckContext context, Shape shape, int number) {
    Case other =
        context
            .theCase()
            .withData(Data.Generated.NORMAL)
            .withShape(shape)
            .withSeed(context.theCase().seed() + number);
    Step drawn = context.batch(other);
    Step first = context.input();
    return first.affine() ? drawn.withAffine(first.gamma(), first.beta()) : drawn;
  }
}
