package org.normaudit.reference.layer;

import java.util.List;

/**
 * What a double backward of one channel is given beside x̂.
 *
 * @param dy the upstream gradient of y
 * @param ddx v, the upstream gradient of dx
 * @param gamma γ
 * @param ddgamma ggG, the upstream gradient of dγ
 * @param ddbeta ggB, the upstream gradient of dβ
 * @param <T> the numbers
 */
public record SecondOrderStep<T>(List<T> dy, List<T> ddx, T gamma, T ddgamma, T ddbeta) {

  /**
   * What it gives.
   *
   * @param gradX the gradient by x
   * @param gradGamma the gradient by γ
   * @param gradDy the gradient by dy
   * @param <T> the numbers
   */
  public record Gradients<T>(List<T> gradX, T gradGamma, List<T> gradDy) {}
}
