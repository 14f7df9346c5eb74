package org.normaudit.reference.layer;

import java.util.Collections;
import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;

/**
 * γ and β of a block as a convention reads them, and their gradients.
 *
 * @param s the block
 * @param learned whether γ is a parameter; if not, it is 1 and no gradient reaches it
 * @param gammas γ, one a channel of the block
 * @param betas β, likewise; null where the layer has none
 * @param <T> the numbers
 */
record Parameters<T>(BlockStep<T> s, boolean learned, List<T> gammas, List<T> betas) {

  static <T> Parameters<T> of(BlockStep<T> s, Convention convention) {
    boolean learned = convention.get(Coordinates.SCALE) == Convention.Scale.LEARNED;
    List<T> given = s.get(Roles.GAMMA);
    T one = s.algebra().a.constant(1);
    List<T> gammas = learned ? given : Collections.nCopies(given.size(), one);
    if (learned && convention.get(Coordinates.GAMMA_FORM) == Convention.GammaForm.ONE_PLUS) {
      // ∂γ/∂w = 1, so every gradient of w is that of γ.
      gammas = s.algebra().plus(given, one);
    }
    return new Parameters<>(s, learned, gammas, s.get(Roles.BETA));
  }

  /** γ of each value. */
  List<T> gamma() {
    return s.perValue(gammas);
  }

  /** β of each value; null where the layer has none. */
  List<T> beta() {
    return betas == null ? null : s.perValue(betas);
  }

  /** What a double backward of a block of one channel is given. */
  SecondOrderStep<T> secondOrder() {
    return new SecondOrderStep<>(
        s.get(Roles.DY), s.get(Roles.DDX), gammas.get(0), ddgammas().get(0), ddbetas().get(0));
  }

  /** Gives the gradients of a double backward of a block of one channel. */
  void put(SecondOrderStep.Gradients<T> gradients) {
    s.put(Roles.GRAD_X, gradients.gradX());
    putGradGamma(List.of(gradients.gradGamma()));
    s.put(Roles.GRAD_DY, gradients.gradDy());
  }

  /** The upstream gradients of dγ. */
  List<T> ddgammas() {
    return learned ? s.get(Roles.DDGAMMA) : zeros();
  }

  /** The upstream gradients of dβ. */
  List<T> ddbetas() {
    return s.get(Roles.DDBETA);
  }

  /**
   * Gives dγ = Σ dy·z and dβ = Σ dy over each channel.
   *
   * @param line what the output was made from
   */
  void putGradients(Line<T> line) {
    List<T> dy = s.get(Roles.DY);
    s.put(Roles.DGAMMA, learned ? scaleGradients(dy, line) : zeros());
    if (betas != null) {
      s.put(Roles.DBETA, s.parameterSums(dy));
    }
  }

  private List<T> scaleGradients(List<T> dy, Line<T> line) {
    Algebra<T> v = s.algebra();
    return gammas.size() == 1
        ? List.of(v.scaleGradient(dy, line.normalized(), line))
        : s.parameterDots(dy, line.normalized());
  }

  /** Gives the gradient by γ in a double backward. */
  void putGradGamma(List<T> values) {
    s.put(Roles.GRAD_GAMMA, learned ? values : zeros());
  }

  private List<T> zeros() {
    return Collections.nCopies(s.get(Roles.GAMMA).size(), s.algebra().a.constant(0));
  }
}
