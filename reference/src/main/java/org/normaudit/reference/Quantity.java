package org.normaudit.reference;

/** What a step of a layer can give, by the names of the adapter protocol and the reports. */
public enum Quantity {
  /** The output, as long as x. */
  Y("y", true),
  /** The running mean after the step, one a channel. */
  RUNNING_MEAN("running_mean", false),
  /** The running spread after the step, one a channel. */
  RUNNING_SPREAD("running_spread", false),
  /** The scale correction of batch renormalization, one a channel; training only. */
  R("r", false),
  /** The shift correction of batch renormalization, one a channel; training only. */
  D("d", false),
  /** The gradient of x, as long as x. */
  DX("dx", true),
  /** The gradient of γ, one a channel. */
  DGAMMA("dgamma", false),
  /** The gradient of β, one a channel. */
  DBETA("dbeta", false),
  /** Double backward: the gradient of x, as long as x. */
  GRAD_X("grad_x", true),
  /** Double backward: the gradient of γ, one a channel. */
  GRAD_GAMMA("grad_gamma", false),
  /** Double backward: the gradient of dy, as long as x. */
  GRAD_DY("grad_dy", true);

  private final String label;
  private final boolean elementwise;

  Quantity(String label, boolean elementwise) {
    this.label = label;
    this.elementwise = elementwise;
  }

  /** The name in the adapter protocol and in reports. */
  public String label() {
    return label;
  }

  /** Whether it has one value an element of x; else one a channel. */
  public boolean isElementwise() {
    return elementwise;
  }

  /** How many values it has for a shape. */
  public int length(Shape shape) {
    return elementwise ? shape.size() : shape.channels();
  }

  /**
   * The quantity of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Quantity of(String label) {
    for (Quantity quantity : values()) {
      if (quantity.label.equals(label)) {
        return quantity;
      }
    }
    throw new IllegalArgumentException("unknown quantity '" + label + "'");
  }
}
