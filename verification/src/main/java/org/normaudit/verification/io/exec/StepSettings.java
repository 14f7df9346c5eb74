package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;

/** What a step is apart from its tensors, in the protocol's JSON. */
public final class StepSettings {
  private StepSettings() {}

  /** The settings of a step, by the protocol's keys. */
  public static ObjectNode of(Step input) {
    ObjectNode step =
        Protocol.JSON
            .createObjectNode()
            .put("layer", input.layer().label())
            .put("mode", input.mode().label())
            .put("dtype", input.dtype().label());
    Shape shape = input.shape();
    step.putArray("shape").add(shape.outer()).add(shape.channels()).add(shape.inner());
    for (Setting<?> setting : input.layer().settings()) {
      put(step, setting, input);
    }
    return step;
  }

  private static void put(ObjectNode step, Setting<?> setting, Step input) {
    if (setting.equals(Settings.MEANING)) {
      // Version 1 has a flag for each of the two meanings that no momentum can stand for.
      UpdateRule.Sense sense = input.rule().sense();
      step.put("tracking", sense != UpdateRule.Sense.FROZEN)
          .put("cumulative", sense == UpdateRule.Sense.CUMULATIVE);
      return;
    }
    if (setting.equals(Settings.CORRECTION)) {
      // Version 1 leaves the running variance to the implementation's convention.
      return;
    }
    Object value = input.get(setting);
    if (value instanceof Double number) {
      putNumber(step, setting.key(), number);
    } else {
      Object simple = value instanceof Enum<?> ? input.settings().text(setting) : value;
      step.set(setting.key(), Protocol.JSON.valueToTree(simple));
    }
  }

  // JSON has no infinity.
  private static void putNumber(ObjectNode step, String key, double value) {
    if (Double.isInfinite(value)) {
      step.put(key, "Infinity");
    } else {
      step.put(key, value);
    }
  }
}
