/**
 * Implementations of the layers that differ as real ones do: in their format, their sums, their
 * variance, the form of their output.
 */
package org.normaudit.verification.lab.variants;
