package org.normaudit.reference.layer;

import org.normaudit.reference.Shape;

/**
 * A tensor of a step by its part in the layer. The gradient of a role and the tensors of a double
 * backward are named from it by rule: {@code x} has the gradient {@code dx}, {@code y} the upstream
 * gradient {@code dy}, {@code dx} the upstream gradient {@code ddx}, and {@code x} the gradient
 * {@code grad_x} of the double backward. A value: roles with equal parts are equal.
 */
public final class Role {
  private final String label;
  private final Kind kind;
  private final Extent extent;
  private final int hash;

  // Found when it is first asked for: the order names constants of this class.
  private int rank = -1;

  /** A role. */
  public Role(String label, Kind kind, Extent extent) {
    this.label = label;
    this.kind = kind;
    this.extent = extent;
    this.hash = label.hashCode();
  }

  /** The name in case lines, the adapter protocol, files and reports. */
  public String label() {
    return label;
  }

  /** Which part. */
  public Kind kind() {
    return kind;
  }

  /** What it has one value of. */
  public Extent extent() {
    return extent;
  }

  /** The part that a tensor has in a step. */
  public enum Kind {
    /** Given, differentiated by, normalized. */
    INPUT(true),
    /** Given, differentiated by, learned. */
    PARAMETER(true),
    /** Given and, after the step, given back. */
    STATE(true),
    /** The gradient of the loss by an output: given. */
    UPSTREAM(true),
    /** The gradient of the loss by a gradient: given where a double backward is asked for. */
    SECOND_UPSTREAM(true),
    /** What the layer is for. */
    OUTPUT(false),
    /** An intermediate value that papers name, such as r and d. */
    AUXILIARY(false),
    /** The gradient of the loss by an input or a parameter. */
    GRADIENT(false),
    /** The gradient of a double backward. */
    SECOND_GRADIENT(false);

    private final boolean given;

    Kind(boolean given) {
      this.given = given;
    }

    /** Whether tensors of this kind are given to a step. */
    public boolean isGiven() {
      return given;
    }
  }

  /** An input with one value an element. */
  public static Role input(String label) {
    return new Role(label, Kind.INPUT, Extent.ELEMENT);
  }

  /** An output with one value an element. */
  public static Role output(String label) {
    return new Role(label, Kind.OUTPUT, Extent.ELEMENT);
  }

  /** A parameter with one value a channel. */
  public static Role parameter(String label) {
    return new Role(label, Kind.PARAMETER, Extent.CHANNEL);
  }

  /** A state with one value a channel. */
  public static Role state(String label) {
    return new Role(label, Kind.STATE, Extent.CHANNEL);
  }

  /** An auxiliary value with one value a channel. */
  public static Role auxiliary(String label) {
    return new Role(label, Kind.AUXILIARY, Extent.CHANNEL);
  }

  /** The gradient of the loss by this input, parameter or output. */
  public Role gradient() {
    return new Role("d" + label, kind == Kind.OUTPUT ? Kind.UPSTREAM : Kind.GRADIENT, extent);
  }

  /** The upstream gradient of this gradient: {@code ddx} of {@code dx}. */
  public Role upstream() {
    return new Role("d" + label, Kind.SECOND_UPSTREAM, extent);
  }

  /** The gradient by this input, parameter or upstream gradient in a double backward. */
  public Role second() {
    return new Role("grad_" + label, Kind.SECOND_GRADIENT, extent);
  }

  /** Whether the role has one value an element; else it has fewer. */
  public boolean isElementwise() {
    return extent == Extent.ELEMENT;
  }

  /** How many values it has for a shape. */
  public int length(Shape shape) {
    return extent.length(shape);
  }

  /** The place in the order of tables; that of the last for roles which it does not name. */
  int rank() {
    int known = rank;
    if (known < 0) {
      known = Roles.rank(this);
      rank = known;
    }
    return known;
  }

  /** The label's: roles are keys in hot places, and their labels differ. */
  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Role role
            && label.equals(role.label)
            && kind == role.kind
            && extent.equals(role.extent);
  }

  @Override
  public String toString() {
    return label;
  }
}
