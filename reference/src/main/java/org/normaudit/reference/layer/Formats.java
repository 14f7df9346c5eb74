package org.normaudit.reference.layer;

import org.normaudit.reference.Dtype;

/**
 * The formats of a step's tensors.
 *
 * @param tensors of inputs, outputs, upstream gradients and the gradients of inputs
 * @param parameters of parameters and their gradients
 * @param states of running statistics and auxiliaries
 */
public record Formats(Dtype tensors, Dtype parameters, Dtype states) {

  /** One format for all. */
  public static Formats of(Dtype dtype) {
    return new Formats(dtype, dtype, dtype);
  }

  /** The format of a role. */
  public Dtype of(Role role) {
    if (role.isElementwise()) {
      return tensors;
    }
    return switch (role.kind()) {
      case STATE, AUXILIARY -> states;
      default -> parameters;
    };
  }

  /** Whether all tensors have one format. */
  public boolean isUniform() {
    return tensors.equals(parameters) && tensors.equals(states);
  }
}
