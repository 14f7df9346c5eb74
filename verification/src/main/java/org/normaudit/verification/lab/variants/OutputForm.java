package org.normaudit.verification.lab.variants;

/** How a machine writes the output and the gradient, once it has μ and σ. */
public enum OutputForm {
  /** As the paper does: x̂ = (x−μ)/σ, y = γ(r·x̂ + d) + β. */
  DIVIDED(new Form(false, false, Form.Pullback.DIVIDED)),
  /** With one division a channel: x̂ = (x−μ)·(1/σ). */
  RECIPROCAL(new Form(true, false, Form.Pullback.SCALED)),
  /**
   * Two numbers a channel: y = a·x + b with a = γr/σ and b = β + γd − μa; three for the gradient:
   * dx = a·dy + b'·x + c'.
   */
  FOLDED(new Form(true, true, Form.Pullback.FOLDED));

  private final Form form;

  OutputForm(Form form) {
    this.form = form;
  }

  /** What is written in which way. */
  Form written() {
    return form;
  }
}
