/** Arithmetic that formulas are written over, a reverse-mode tape, and gradient checks. */
package org.normaudit.autodiff;
