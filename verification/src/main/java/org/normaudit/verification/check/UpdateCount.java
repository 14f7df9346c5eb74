package org.normaudit.verification.check;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.result.Result;

/**
 * The cumulative mean, new = old + (batch − old)/k, counts its batches: inference and frozen
 * training are none, and a forward pass is one.
 */
final class UpdateCount implements Check {
  private static final List<Quantity> JUDGED =
      List.of(Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);

  @Override
  public String name() {
    return "update-count";
  }

  @Override
  public String asserts() {
    return "a cumulative mean counts training batches, each once, and nothing else";
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return TraceCheck.concernsTraces(context);
  }

  @Override
  public Result examine(CheckContext context) {
    Shape shape = context.input().shape();
    UpdateRule rule = UpdateRule.cumulative(context.input().rule().correction());
    LayerInput first = context.input().withRule(rule);
    List<Trace.Step> steps =
        List.of(
            new Trace.Step("training", first),
            new Trace.Step("training again", batch(context, shape, 1, rule)),
            new Trace.Step("inference", batch(context, shape, 2, rule).withMode(Mode.INFERENCE)),
            new Trace.Step("training after inference", batch(context, shape, 3, rule)),
            new Trace.Step("frozen training", batch(context, shape, 4, UpdateRule.frozen())),
            new Trace.Step("training after frozen training", batch(context, shape, 5, rule)));
    return Trace.examine(this, context, steps, JUDGED);
  }

  private static LayerInput batch(CheckContext context, Shape shape, int number, UpdateRule rule) {
    return TraceCheck.batch(context, shape, number).withRule(rule);
  }
}
