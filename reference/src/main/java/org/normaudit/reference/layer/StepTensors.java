package org.normaudit.reference.layer;

import java.util.Locale;
import org.normaudit.reference.Shape;

/** What the tensors of a {@link Step} must be. */
final class StepTensors {
  private StepTensors() {}

  /**
   * Checks that each role of a step has a tensor of its length, and that parameters which are not
   * learned are 1 (γ) or 0 (others).
   *
   * @throws IllegalArgumentException with one sentence on the first that is not so
   */
  static void check(Step step) {
    Shape shape = step.shape();
    for (Role role : step.roles()) {
      double[] values = step.get(role);
      if (values == null) {
        throw new IllegalArgumentException(
            "a step of " + step.layer().label() + " needs " + role.label());
      }
      if (values.length != role.length(shape)) {
        shape.requireLength(role.label().replace('_', ' '), values, role.length(shape));
      }
    }
    if (!step.affine()) {
      for (Role role : step.roles()) {
        if (role.kind() == Role.Kind.PARAMETER) {
          requireAll(role, step.get(role), role.equals(Roles.GAMMA) ? 1 : 0);
        }
      }
    }
  }

  private static void requireAll(Role role, double[] values, double expected) {
    for (int c = 0; c < values.length; c++) {
      if (!(values[c] == expected)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be %s where the layer is not affine: %s in channel %d",
                role.label(),
                expected,
                values[c],
                c));
      }
    }
  }
}
