package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.result.Result;

/**
 * The cumulative mean, new = old + (batch − old)/k, counts its batches: inference and frozen
 * training are none, and a forward pass is one.
 */
final class UpdateCount implements Check {
  /** What a layer that does not look at the freeze would update by. */
  private static final double MOMENTUM = 0.5;

  private static final List<Role> JUDGED = List.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);

  @Override
  public String name() {
    return "update-count";
  }

  @Override
  public String asserts() {
    return "a cumulative mean counts training batches, each once, and nothing else";
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return TraceCheck.concernsTraces(context);
  }

  @Override
  public Result examine(CheckContext context) {
    Shape shape = context.input().shape();
    UpdateRule rule = UpdateRule.cumulative(context.input().rule().correction());
    Step first = context.input().withRule(rule);
    List<Trace.Phase> steps =
        List.of(
            new Trace.Phase("training", first),
            new Trace.Phase("training again", batch(context, shape, 1, rule)),
            new Trace.Phase("inference", batch(context, shape, 2, rule).withMode(Mode.INFERENCE)),
            new Trace.Phase("training after inference", batch(context, shape, 3, rule)),
            new Trace.Phase(
                "frozen training", batch(context, shape, 4, UpdateRule.frozen(MOMENTUM))),
            new Trace.Phase("training after frozen training", batch(context, shape, 5, rule)));
    return Trace.examine(this, context, steps, JUDGED);
  }

  private static Step batch(CheckContext context, Shape shape, int number, UpdateRule rule) {
    return TraceCheck.batch(context, shape, number).withRule(rule);
  }
}
