package org.normaudit.verification.core.subject;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;

/** Checks the form of the output of a step before its numbers are judged. */
public final class Outputs {
  private Outputs() {}

  /** The results of {@code promised} that the step defines. */
  public static Set<Role> defined(Set<Role> promised, Step step) {
    Set<Role> defined = Roles.ordered(promised);
    defined.retainAll(step.layer().results());
    if (!step.hasSecond()) {
      defined.removeIf(role -> role.kind() == Role.Kind.SECOND_GRADIENT);
    }
    if (step.mode() != Mode.TRAINING || step.shape().count() == 0) {
      defined.removeIf(role -> role.kind() == Role.Kind.AUXILIARY);
    }
    return defined;
  }

  /**
   * The first thing that makes {@code output} no output of the step: a promised role that is
   * missing (the gradients of γ and β may be where they are no parameters, as β is none without a
   * mean), a wrong length, or a value that the dtype does not have.
   */
  public static Optional<String> fault(Supported supported, Step input, StepOutput output) {
    for (Role role : defined(supported.results(), input)) {
      if (!output.has(role) && isDue(role, input)) {
        return Optional.of(role.label() + " is promised but missing");
      }
    }
    for (Role role : output.roles()) {
      Optional<String> fault = fault(role, input, output.get(role));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static boolean isDue(Role role, Step input) {
    boolean hasShift = input.layer().is(Property.LEARNS_SHIFT) || !role.equals(Roles.DBETA);
    boolean ofParameter =
        !role.isElementwise()
            && (role.kind() == Role.Kind.GRADIENT || role.kind() == Role.Kind.SECOND_GRADIENT);
    return hasShift && (input.affine() || !ofParameter);
  }

  private static Optional<String> fault(Role role, Step input, double[] values) {
    int length = role.length(input.shape());
    if (values.length != length) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s has %d values where %d are due",
              role.label(),
              values.length,
              length));
    }
    for (int i = 0; i < length; i++) {
      if (Double.compare(input.format(role).round(values[i]), values[i]) != 0) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s[%d] = %s is no %s value",
                role.label(),
                i,
                values[i],
                input.format(role).label()));
      }
    }
    return Optional.empty();
  }
}
