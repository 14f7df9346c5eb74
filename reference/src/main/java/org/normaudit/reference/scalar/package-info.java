/** The layers in plain loops over binary64, with analytic gradients, and moments that merge. */
package org.normaudit.reference.scalar;
