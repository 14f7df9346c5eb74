package org.normaudit.verification.subject;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;

/** Checks the form of the output of a step before its numbers are judged. */
public final class Outputs {
  private static final Set<Quantity> SECOND_ORDER =
      EnumSet.of(Quantity.GRAD_X, Quantity.GRAD_GAMMA, Quantity.GRAD_DY);

  private static final Set<Quantity> PARAMETERS =
      EnumSet.of(Quantity.DGAMMA, Quantity.DBETA, Quantity.GRAD_GAMMA);

  private Outputs() {}

  /** The quantities of {@code promised} that the step defines. */
  public static Set<Quantity> defined(Set<Quantity> promised, LayerInput input) {
    Set<Quantity> defined = EnumSet.noneOf(Quantity.class);
    defined.addAll(promised);
    if (input.second().isEmpty()) {
      defined.removeAll(SECOND_ORDER);
    }
    if (!input.layer().isStateful()) {
      defined.remove(Quantity.RUNNING_MEAN);
      defined.remove(Quantity.RUNNING_SPREAD);
    }
    boolean corrects =
        input.layer() == LayerKind.BATCH_RENORM
            && input.mode() == Mode.TRAINING
            && input.shape().count() > 0;
    if (!corrects) {
      defined.remove(Quantity.R);
      defined.remove(Quantity.D);
    }
    return defined;
  }

  /** Why the subject need not be asked: the first thing that it does not have, if any. */
  public static Optional<String> beyond(Capabilities capabilities, LayerInput input) {
    if (!capabilities.layers().contains(input.layer())) {
      return Optional.of(capabilities.name() + " has no " + input.layer().label());
    }
    if (!capabilities.modes().contains(input.mode())) {
      return Optional.of(capabilities.name() + " has no " + input.mode().label() + " mode");
    }
    if (!capabilities.dtypes().contains(input.dtype())) {
      return Optional.of(capabilities.name() + " has no " + input.dtype().label());
    }
    return Optional.empty();
  }

  /**
   * The first thing that makes {@code output} no output of the step: a promised quantity that is
   * missing (the gradients of γ and β may be where they are no parameters, as β is none without a
   * mean), a wrong length, or a value that the dtype does not have.
   */
  public static Optional<String> fault(
      Capabilities capabilities, LayerInput input, LayerOutput output) {
    for (Quantity quantity : defined(capabilities.quantities(), input)) {
      if (!output.has(quantity) && isDue(quantity, input)) {
        return Optional.of(quantity.label() + " is promised but missing");
      }
    }
    for (Quantity quantity : output.quantities()) {
      Optional<String> fault = fault(quantity, input, output.get(quantity));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static boolean isDue(Quantity quantity, LayerInput input) {
    boolean hasShift = input.layer().isCentered() || quantity != Quantity.DBETA;
    return hasShift && (input.affine() || !PARAMETERS.contains(quantity));
  }

  private static Optional<String> fault(Quantity quantity, LayerInput input, double[] values) {
    int length = quantity.length(input.shape());
    if (values.length != length) {
      return Optional.of(
          "%s has %d values where %d are due".formatted(quantity.label(), values.length, length));
    }
    for (int i = 0; i < length; i++) {
      if (Double.compare(input.dtype().round(values[i]), values[i]) != 0) {
        return Optional.of(
            "%s[%d] = %s is no %s value"
                .formatted(quantity.label(), i, values[i], input.dtype().label()));
      }
    }
    return Optional.empty();
  }
}
