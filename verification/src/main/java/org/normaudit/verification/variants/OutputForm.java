package org.normaudit.verification.variants;

/** How a machine writes the output and the gradient, once it has μ and σ. */
public enum OutputForm {
  /** As the paper does: x̂ = (x−μ)/σ, y = γ(r·x̂ + d) + β. */
  DIVIDED,
  /** With one division a channel: x̂ = (x−μ)·(1/σ). */
  RECIPROCAL,
  /**
   * Two numbers a channel: y = a·x + b with a = γr/σ and b = β + γd − μa; three for the gradient:
   * dx = a·dy + b'·x + c'.
   */
  FOLDED
}
