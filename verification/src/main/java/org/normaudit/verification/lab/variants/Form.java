package org.normaudit.verification.lab.variants;

/**
 * How an implementation writes x̂, the output and the gradient by x, once it has μ and σ.
 *
 * @param reciprocal whether x̂ is (x−μ)·(1/σ), with one division a channel; else (x−μ)/σ
 * @param folded whether the output is a·x + b with a = γr/σ and b = β + γd − μa
 * @param pullback how dx is written
 */
public record Form(boolean reciprocal, boolean folded, Pullback pullback) {

  /** How dx is written. */
  public enum Pullback {
    /** As the definition: (g − ū(g) − x̃·ū(g·x̂)·2dσ/dV)/σ·r with g = γ·dy. */
    DEFINED,
    /** By x̂: (g − ū(g) − x̂·ū(g·x̂))/σ·r. */
    DIVIDED,
    /** By x̂ with γr/σ taken out: (dy − ū(dy) − x̂·ū(dy·x̂))·(γr·(1/σ)). */
    SCALED,
    /** With three numbers a channel: a·dy + b·x + c; dγ from x − μ likewise. */
    FOLDED;

    boolean isDivided() {
      return this == DEFINED || this == DIVIDED;
    }
  }

  /** As the definition is written. */
  public static final Form DEFINED = new Form(false, false, Pullback.DEFINED);
}
