package org.normaudit.verification.exec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** What a step is apart from its tensors, in the protocol's JSON. */
public final class StepSettings {
  private StepSettings() {}

  /** The settings of a step, by the protocol's keys. */
  public static ObjectNode of(LayerInput input) {
    ObjectNode step =
        Protocol.JSON
            .createObjectNode()
            .put("layer", input.layer().label())
            .put("mode", input.mode().label())
            .put("dtype", input.dtype().label());
    Shape shape = input.shape();
    step.putArray("shape").add(shape.outer()).add(shape.channels()).add(shape.inner());
    if (input.layer().isGrouped()) {
      step.put("groups", input.groups());
    }
    UpdateRule.Sense sense = input.rule().sense();
    step.put("epsilon", input.epsilon())
        .put("momentum", input.rule().momentum())
        .put("tracking", sense != UpdateRule.Sense.FROZEN)
        .put("cumulative", sense == UpdateRule.Sense.CUMULATIVE)
        .put("updates", input.state().updates());
    putBound(step, "r_min", input.clip().rMin());
    putBound(step, "r_max", input.clip().rMax());
    putBound(step, "d_max", input.clip().dMax());
    return step.put("affine", input.affine());
  }

  // JSON has no infinity.
  private static void putBound(ObjectNode step, String key, double value) {
    if (Double.isInfinite(value)) {
      step.put(key, "Infinity");
    } else {
      step.put(key, value);
    }
  }
}
