/**
 * The layers, each written once over an algebra: roles, settings, conventions, forward and backward
 * pass. Values, gradients, exact truth, low-precision layers, honest variants and seeded mistakes
 * are evaluations of the same text in different algebras.
 */
package org.normaudit.reference.layer;
