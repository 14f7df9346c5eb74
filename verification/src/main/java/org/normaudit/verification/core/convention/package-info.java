/** Which convention an implementation keeps: the lattice, its named points, and how to find one. */
package org.normaudit.verification.core.convention;
