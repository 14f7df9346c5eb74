package org.normaudit.reference;

/**
 * The upstream gradients of a double backward: those of the three outputs of the backward pass.
 *
 * @param ddx of dx, as long as x
 * @param ddgamma of dγ, one a channel
 * @param ddbeta of dβ, one a channel
 */
public record SecondOrder(double[] ddx, double[] ddgamma, double[] ddbeta) {}
